// One operation cut into chunks, and the queue from which threads take them.
//
// A job is a range of items, rows, columns, images or values, and what is done with them: a kernel with its
// arguments, or several, one after the other with each chunk. Every thread has a share of the items, so that
// the same rows meet the same processor in every step, and does it in chunks; one that has done its own takes
// from the others. What is computed does not depend on who does it.

/** The maximum number of threads that share a job. */
export const MAX_THREADS = 64;

/** The maximum number of kernels in a job. */
export const MAX_STEPS = 8;

/** The maximum number of arguments of a kernel. */
const MAX_ARGUMENTS = 20;

/** The maximum number of letters that are kept of an error. */
const MAX_LETTERS = 200;

// The state of the queue: integers, in cache lines of their own where several threads write them.
const JOB = 0;
const SLEEPERS = 16;
const DONE = 32;
const THREADS = 48;
const ITEMS = 49;
const GRAIN = 50;
const CHUNK = 51;
const SCRATCH = 52;
const SCRATCH_BYTES = 53;
const STEP_COUNT = 54;
const FAILED = 55;
const LETTERS = 56;
const LEFT = 64;
const STEPS = LEFT + 16 * MAX_THREADS;
// Of each step: its kernel, how many arguments that has, and how many of its items belong to one of the job.
const STEP_LENGTH = 4;
const VALUES = STEPS + STEP_LENGTH * MAX_STEPS;
const LETTERS_OFFSET = 4 * VALUES + 8 * MAX_ARGUMENTS * MAX_STEPS;

/** Bytes of shared memory that the queue takes. */
export const QUEUE_BYTES = LETTERS_OFFSET + 2 * MAX_LETTERS;

/** How long a thread looks for the next job before it sleeps, in milliseconds. Waking takes 0.1. */
const PATIENCE = 1;

/** Chunks of a share, so that one who was held up can be helped. */
const CHUNKS = 4;

/** A function of the compiled kernels that works on the items `first` to `last`. */
export type QueuedKernel = (...values: number[]) => void;

/** A kernel as a part of a job. */
export interface Step {
  /** Its name. */
  readonly kernel: string;
  /** Its arguments, but for those that say which items and where the scratch memory is. */
  readonly values: readonly number[];
  /** How many of its own items belong to one of the job, such as the values of an image. */
  readonly itemsEach: number;
}

/** What the steps are done with, and by whom. */
export interface Job {
  /** How many threads may take part. */
  readonly threads: number;
  /** What is shared: rows, columns, images or values. */
  readonly items: number;
  /** Chunks are multiples of so many items. */
  readonly grain: number;
  /** The maximum number of items in a chunk, a multiple of the grain. */
  readonly maxChunk: number;
  /** Memory that a kernel may use as it likes: for every thread that there is, one after the other. */
  readonly scratch: number;
  /** So much of it for each. */
  readonly scratchBytes: number;
}

/** The queue as one thread sees it. */
export class WorkQueue {
  readonly #state: Int32Array;
  readonly #values: Float64Array;
  readonly #letters: Uint16Array;
  readonly #kernels: readonly QueuedKernel[];
  /** The index of each kernel, which is the same in every thread. */
  readonly #indices: ReadonlyMap<string, number>;
  readonly #thread: number;
  /** What a kernel is called with. */
  readonly #arguments: number[] = [];

  /**
   * @param memory The shared memory.
   * @param options `address`: where the queue lies; `kernels`: what can be run, in the same order in
   * every thread; `thread`: which one this is, 0 being the one that posts jobs.
   * @throws {RangeError} If a kernel has more arguments than the queue has room for.
   */
  constructor(
    memory: WebAssembly.Memory,
    { address, kernels, thread }: {
      address: number;
      kernels: { readonly [name: string]: QueuedKernel };
      thread: number;
    },
  ) {
    const { buffer } = memory;
    this.#state = new Int32Array(buffer, address, VALUES);
    this.#values = new Float64Array(buffer, address + 4 * VALUES, MAX_ARGUMENTS * MAX_STEPS);
    this.#letters = new Uint16Array(buffer, address + LETTERS_OFFSET, MAX_LETTERS);
    this.#kernels = Object.values(kernels);
    this.#indices = new Map(Object.keys(kernels).map((name, index) => [name, index]));
    this.#thread = thread;
    for (const [name, { length }] of Object.entries(kernels)) {
      if (length > MAX_ARGUMENTS) {
        throw new RangeError(
          `Cannot queue the kernel ${name}: it has ${length} arguments but there is room for ` +
            `${MAX_ARGUMENTS}; raise MAX_ARGUMENTS`,
        );
      }
    }
  }

  /**
   * Posts a job, takes part in it, and returns when it is done.
   *
   * @param steps What is done with each chunk, one after the other: at most `MAX_STEPS` kernels.
   * @throws {Error} If a thread failed in a chunk: the message says in which kernel and why.
   */
  run(steps: readonly Step[], job: Job): void {
    const state = this.#state;
    state[THREADS] = job.threads;
    state[ITEMS] = job.items;
    state[GRAIN] = job.grain;
    state[CHUNK] = job.maxChunk;
    state[SCRATCH] = job.scratch;
    state[SCRATCH_BYTES] = job.scratchBytes;
    state[STEP_COUNT] = steps.length;
    for (let step = 0; step < steps.length; step++) {
      const { kernel, values, itemsEach } = steps[step];
      const at = STEPS + STEP_LENGTH * step;
      state[at] = this.#indices.get(kernel)!;
      state[at + 1] = values.length;
      state[at + 2] = itemsEach;
      for (let i = 0; i < values.length; i++) this.#values[MAX_ARGUMENTS * step + i] = values[i];
    }
    Atomics.store(state, FAILED, 0);
    Atomics.store(state, DONE, 0);
    // From here on the others may take chunks: all they need to know is written.
    let chunks = 0;
    for (let i = 0; i < job.threads; i++) {
      const { start, end, chunk } = shareOf(i, job);
      const count = Math.ceil((end - start) / chunk);
      chunks += count;
      Atomics.store(state, LEFT + 16 * i, count);
    }
    Atomics.add(state, JOB, 1);
    if (Atomics.load(state, SLEEPERS) > 0) Atomics.notify(state, JOB);
    this.#takeAll();
    while (Atomics.load(state, DONE) < chunks);
    if (Atomics.load(state, FAILED) !== 0) {
      const letters = this.#letters.subarray(0, state[LETTERS]);
      const { kernel } = steps[Atomics.load(state, FAILED) - 1];
      throw new Error(
        `Cannot run the kernel ${kernel}: a thread found "${String.fromCharCode(...letters)}"`,
      );
    }
  }

  /** Does chunks of whatever is posted, for ever. */
  serve(): never {
    const state = this.#state;
    while (true) {
      const job = Atomics.load(state, JOB);
      this.#takeAll();
      let looks = 0;
      const start = performance.now();
      while (Atomics.load(state, JOB) === job) {
        if (++looks % 1024 !== 0 || performance.now() - start < PATIENCE) continue;
        Atomics.add(state, SLEEPERS, 1);
        Atomics.wait(state, JOB, job);
        Atomics.sub(state, SLEEPERS, 1);
      }
    }
  }

  /** Takes chunks until none is left: first those of this thread, then those of the others. */
  #takeAll(): void {
    const state = this.#state;
    const threads = Atomics.load(state, THREADS);
    if (this.#thread >= threads) return;
    for (let i = 0; i < threads; i++) {
      const owner = (this.#thread + i) % threads;
      while (this.#take(owner));
    }
  }

  /** Takes one chunk from the share of a thread, if there is one left. */
  #take(owner: number): boolean {
    const state = this.#state;
    const index = LEFT + 16 * owner;
    const left = Atomics.load(state, index);
    if (left === 0) return false;
    if (Atomics.compareExchange(state, index, left, left - 1) !== left) return true;
    // The job cannot end before this chunk is done, so what the queue says now holds.
    const share = shareOf(owner, {
      threads: state[THREADS],
      items: state[ITEMS],
      grain: state[GRAIN],
      maxChunk: state[CHUNK],
    });
    const chunks = Math.ceil((share.end - share.start) / share.chunk);
    const first = share.start + (chunks - left) * share.chunk;
    const last = Math.min(first + share.chunk, share.end);
    let step = 0;
    try {
      for (; step < state[STEP_COUNT]; step++) this.#call(step, first, last);
    } catch (error) {
      this.#fail(error, step);
    }
    // Even if it failed: whoever posted the job waits for all of its chunks.
    Atomics.add(state, DONE, 1);
    return true;
  }

  /** Does a step with the items first to last of the job. */
  #call(step: number, first: number, last: number): void {
    const state = this.#state;
    const at = STEPS + STEP_LENGTH * step;
    const count = state[at + 1];
    const itemsEach = state[at + 2];
    const values = this.#arguments;
    values.length = count + 3;
    for (let i = 0; i < count; i++) values[i] = this.#values[MAX_ARGUMENTS * step + i];
    values[count] = itemsEach * first;
    values[count + 1] = itemsEach * last;
    values[count + 2] = state[SCRATCH] + this.#thread * state[SCRATCH_BYTES];
    this.#kernels[state[at]](...values);
  }

  /** Keeps the first error of a job for the one who posted it, and in which step it was. */
  #fail(error: unknown, step: number): void {
    const state = this.#state;
    if (Atomics.compareExchange(state, FAILED, 0, step + 1) !== 0) return;
    const message = String(error).slice(0, MAX_LETTERS);
    state[LETTERS] = message.length;
    for (let i = 0; i < message.length; i++) this.#letters[i] = message.charCodeAt(i);
  }
}

/** The items that are the share of a thread, and how many of them make a chunk. */
function shareOf(
  thread: number,
  { threads, items, grain, maxChunk }: Pick<Job, "threads" | "items" | "grain" | "maxChunk">,
): { start: number; end: number; chunk: number } {
  const parts = Math.ceil(items / grain);
  const start = Math.floor(thread * parts / threads) * grain;
  const end = Math.min(Math.floor((thread + 1) * parts / threads) * grain, items);
  const chunk = Math.max(1, Math.ceil((end - start) / (CHUNKS * grain))) * grain;
  return { start, end, chunk: Math.min(chunk, maxChunk) };
}
