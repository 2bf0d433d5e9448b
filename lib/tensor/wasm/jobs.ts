// One operation cut into chunks, and how threads take them: the board that they all look at.
//
// A job is a kernel, its arguments and a range of units: rows, columns, images or numbers. Every thread
// has a share of it, so that the same rows meet the same processor in every step, and does it in
// chunks; who has done his own takes from the others. What is computed does not depend on who does it.

/** The most threads that can share a job. */
export const MOST_THREADS = 64;

/** The most arguments of a kernel, those that say which part is meant not counted. */
const MOST_ARGUMENTS = 20;

// The board: whole numbers, in cache lines of their own where several threads write them.
const JOB = 0;
const SLEEPERS = 16;
const DONE = 32;
const THREADS = 48;
const KERNEL = 49;
const UNITS = 50;
const MULTIPLE = 51;
const SCRATCH = 52;
const SCRATCH_BYTES = 53;
const ARGUMENTS = 54;
const LEFT = 64;
const VALUES = LEFT + 16 * MOST_THREADS;

/** Bytes of shared memory that the board takes. */
export const BOARD_BYTES = 4 * VALUES + 8 * MOST_ARGUMENTS;

/** How long a thread looks for the next job before it sleeps, in milliseconds. Waking takes 0.1. */
const PATIENCE = 1;

/** Chunks of a share, so that one who was held up can be helped. */
const CHUNKS = 4;

/** A function of the compiled kernels that works on the units `first` to `last`. */
type Kernel = (...values: number[]) => void;

/** What is to be done, besides the arguments. */
export interface Job {
  /** The place of the kernel among the exports. */
  kernel: number;
  /** How many threads may take part. */
  threads: number;
  /** What is shared out: rows, columns, images or numbers. */
  units: number;
  /** Chunks are multiples of so many units. */
  multiple: number;
  /** Memory that a kernel may use as it likes: for every thread that there is, one after the other. */
  scratch: number;
  /** So much of it for each. */
  scratchBytes: number;
}

/** The view of one thread on the board. */
export class Board {
  readonly #whole: Int32Array;
  readonly #values: Float64Array;
  readonly #kernels: Kernel[];
  readonly #thread: number;
  readonly #call: number[] = [];

  /**
   * @param memory The shared memory.
   * @param options Where the board lies, the kernels in the order of their exports, and which thread
   * this is: 0 is the one that posts jobs.
   */
  constructor(
    memory: WebAssembly.Memory,
    { address, kernels, thread }: { address: number; kernels: Kernel[]; thread: number },
  ) {
    this.#whole = new Int32Array(memory.buffer, address, VALUES);
    this.#values = new Float64Array(memory.buffer, address + 4 * VALUES, MOST_ARGUMENTS);
    this.#kernels = kernels;
    this.#thread = thread;
  }

  /** Posts a job, takes part in it, and returns when it is done. */
  run(job: Job, values: readonly number[]): void {
    const whole = this.#whole;
    whole[KERNEL] = job.kernel;
    whole[THREADS] = job.threads;
    whole[UNITS] = job.units;
    whole[MULTIPLE] = job.multiple;
    whole[SCRATCH] = job.scratch;
    whole[SCRATCH_BYTES] = job.scratchBytes;
    whole[ARGUMENTS] = values.length;
    for (let i = 0; i < values.length; i++) this.#values[i] = values[i];
    Atomics.store(whole, DONE, 0);
    // From here on the others may take chunks: all they need to know is written.
    let chunks = 0;
    for (let i = 0; i < job.threads; i++) {
      const { start, end, chunk } = shareOf(i, job);
      const count = Math.ceil((end - start) / chunk);
      chunks += count;
      Atomics.store(whole, LEFT + 16 * i, count);
    }
    Atomics.add(whole, JOB, 1);
    if (Atomics.load(whole, SLEEPERS) > 0) Atomics.notify(whole, JOB);
    this.#takeAll();
    while (Atomics.load(whole, DONE) < chunks);
  }

  /** Does chunks of whatever is posted, for ever. */
  serve(): never {
    const whole = this.#whole;
    while (true) {
      const job = Atomics.load(whole, JOB);
      this.#takeAll();
      let looks = 0;
      const start = performance.now();
      while (Atomics.load(whole, JOB) === job) {
        if (++looks % 1024 !== 0 || performance.now() - start < PATIENCE) continue;
        Atomics.add(whole, SLEEPERS, 1);
        Atomics.wait(whole, JOB, job);
        Atomics.sub(whole, SLEEPERS, 1);
      }
    }
  }

  /** Takes chunks until none is left: first those of this thread, then those of the others. */
  #takeAll(): void {
    const whole = this.#whole;
    const threads = Atomics.load(whole, THREADS);
    if (this.#thread >= threads) return;
    for (let i = 0; i < threads; i++) {
      const owner = (this.#thread + i) % threads;
      while (this.#take(owner));
    }
  }

  /** Takes one chunk from the share of a thread, if there is one left. */
  #take(owner: number): boolean {
    const whole = this.#whole;
    const at = LEFT + 16 * owner;
    const left = Atomics.load(whole, at);
    if (left === 0) return false;
    if (Atomics.compareExchange(whole, at, left, left - 1) !== left) return true;
    // The job cannot end before this chunk is done, so what the board says now holds.
    const units = whole[UNITS];
    const share = shareOf(owner, { threads: whole[THREADS], units, multiple: whole[MULTIPLE] });
    const chunks = Math.ceil((share.end - share.start) / share.chunk);
    const first = share.start + (chunks - left) * share.chunk;
    const last = Math.min(first + share.chunk, share.end);
    const call = this.#call;
    const count = whole[ARGUMENTS];
    call.length = count + 3;
    for (let i = 0; i < count; i++) call[i] = this.#values[i];
    call[count] = first;
    call[count + 1] = last;
    call[count + 2] = whole[SCRATCH] + this.#thread * whole[SCRATCH_BYTES];
    this.#kernels[whole[KERNEL]](...call);
    Atomics.add(whole, DONE, 1);
    return true;
  }
}

/** The units that are the share of a thread, and how many of them make a chunk. */
function shareOf(
  thread: number,
  { threads, units, multiple }: { threads: number; units: number; multiple: number },
): { start: number; end: number; chunk: number } {
  const parts = Math.ceil(units / multiple);
  const start = Math.floor(thread * parts / threads) * multiple;
  const end = Math.min(Math.floor((thread + 1) * parts / threads) * multiple, units);
  const chunk = Math.max(1, Math.ceil((end - start) / (CHUNKS * multiple))) * multiple;
  return { start, end, chunk };
}
