// A training in a page, without anything to be seen of it: its Worker, where it stands, and who is told.

import type { EpochReport, Progress } from "../../train/history.ts";
import type { PackedImages } from "./images.ts";
import type { PackedKernels, PlayedTraining, WorkerMessage, WorkerTask } from "./messages.ts";

/** What a training is doing: nothing, loading its images, or what its name says. */
export type SessionState = "ready" | "loading" | "training" | "pausing" | "paused";

/**
 * What those who listen are told: what the Worker says, each change of the state, that all was thrown away,
 * and that what is kept has changed.
 */
export type SessionEvent =
  | WorkerMessage
  | { readonly type: "state"; readonly state: SessionState }
  | { readonly type: "reset" }
  | { readonly type: "kept" };

/** A training that was kept, to compare others with. */
export interface KeptRun {
  readonly name: string;
  /** The index of its color in the palette. */
  readonly color: number;
  readonly training: PlayedTraining;
  readonly epochs: readonly EpochReport[];
}

/** What a session takes from its page. */
export interface SessionOptions {
  /** What is trained, until another training is prepared. */
  readonly training: PlayedTraining;
  readonly kernels: PackedKernels;
  /** Makes a Worker that waits for its task. */
  readonly startWorker: () => Worker;
  /** The images of MNIST, which may have to be loaded first. */
  readonly loadMnist: () => Promise<PackedImages>;
}

/**
 * A training that can be started, paused and thrown away. The parts of a panel listen to it, and none of
 * them knows of another.
 */
export class TrainingSession {
  readonly #options: SessionOptions;
  readonly #listeners: ((event: SessionEvent) => void)[] = [];
  #training: PlayedTraining;
  #next: PlayedTraining | Error;
  #images: PackedImages | undefined;
  #worker: Worker | undefined;
  #state: SessionState = "ready";
  #epochs: EpochReport[] = [];
  #now: Progress | undefined;
  #trainImages = 0;
  #threads = 1;
  #model: Uint8Array<ArrayBuffer> | undefined;
  #kept: readonly KeptRun[] = [];
  /** How often there was an end to what was going on: whoever waits for images asks whether it is still wanted. */
  #ends = 0;
  /** When the training began, less what it waited, and until when it is known to have trained. */
  #begun = 0;
  #until = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#training = this.#next = options.training;
  }

  /** What is trained, or was. */
  get training(): PlayedTraining {
    return this.#training;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** What the epochs brought so far. */
  get epochs(): readonly EpochReport[] {
    return this.#epochs;
  }

  /** How far the epoch under way has come. */
  get now(): Progress | undefined {
    return this.#now;
  }

  /** How many images are learned from; 0 until they are unpacked. */
  get trainImages(): number {
    return this.#trainImages;
  }

  /** How many processors train. */
  get threads(): number {
    return this.#threads;
  }

  /** The network as the bytes of a safetensors file, where the training is paused or done. */
  get model(): Uint8Array<ArrayBuffer> | undefined {
    return this.#model;
  }

  /** Trainings that were kept. */
  get kept(): readonly KeptRun[] {
    return this.#kept;
  }

  /** How many seconds were trained, without pauses. */
  get seconds(): number {
    return (this.#until - this.#begun) / 1000;
  }

  /** Calls a function with all that happens from now on, after the session itself knows of it. */
  listen(listener: (event: SessionEvent) => void): void {
    this.#listeners.push(listener);
  }

  /** Sets what the next start trains, or why it cannot. A training under way goes on. */
  prepare(training: PlayedTraining | Error): void {
    this.#next = training;
  }

  /** Sets the images of the next training: those of MNIST if left out. What was trained is thrown away. */
  useImages(images?: PackedImages): void {
    this.#images = images;
    this.reset();
  }

  /** Keeps what was trained so far, to compare others with. */
  keep({ name, color }: Pick<KeptRun, "name" | "color">): void {
    const { training, epochs } = this;
    this.#setKept([...this.#kept, { name, color, training, epochs: [...epochs] }]);
  }

  /** Keeps a training no longer. */
  drop(run: KeptRun): void {
    this.#setKept(this.#kept.filter((other) => other !== run));
  }

  /** Begins to train from the start. */
  async start(): Promise<void> {
    this.reset();
    const next = this.#next;
    if (next instanceof Error) return this.#fail(next);
    // Weights are published for the images of MNIST alone.
    const training = this.#images === undefined ? next : { ...next, weightsSha256: undefined };
    this.#training = training;
    const ends = this.#ends;
    this.#set("loading");
    try {
      const images = this.#images ?? await this.#options.loadMnist();
      // In the meantime the reader may have thrown it away.
      if (this.#ends !== ends) return;
      const worker = this.#options.startWorker();
      this.#worker = worker;
      worker.onmessage = ({ data }) => this.#receive(data);
      worker.onerror = ({ message }) => {
        this.#fail(new Error(`Cannot train: the Worker says "${message}"`));
      };
      this.#set("training");
      this.#send({ type: "train", training, kernels: this.#options.kernels, images });
    } catch (error) {
      if (this.#ends === ends) this.#fail(error as Error);
    }
  }

  /** Waits after the epoch under way. */
  pause(): void {
    if (this.#state !== "training") return;
    this.#set("pausing");
    this.#send({ type: "pause" });
  }

  /** Goes on after a pause, or before it has begun. */
  resume(): void {
    if (this.#state === "paused") this.#begun += performance.now() - this.#until;
    else if (this.#state !== "pausing") return;
    this.#model = undefined;
    this.#set("training");
    this.#send({ type: "resume" });
  }

  /** Throws away what was trained; what was kept stays. */
  reset(): void {
    this.#stop();
    this.#epochs = [];
    this.#trainImages = 0;
    this.#model = undefined;
    this.#begun = this.#until = 0;
    this.#set("ready");
    this.#tell({ type: "reset" });
  }

  #stop(): void {
    this.#ends++;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#now = undefined;
  }

  #setKept(kept: readonly KeptRun[]): void {
    this.#kept = kept;
    this.#tell({ type: "kept" });
  }

  #set(state: SessionState): void {
    this.#state = state;
    this.#tell({ type: "state", state });
  }

  #tell(event: SessionEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #fail({ message }: Error): void {
    this.#receive({ type: "error", message });
  }

  #send(task: WorkerTask): void {
    this.#worker?.postMessage(task);
  }

  #receive(message: WorkerMessage): void {
    switch (message.type) {
      case "began":
        this.#trainImages = message.trainImages;
        this.#threads = message.threads;
        this.#begun = this.#until = performance.now();
        break;
      case "progress":
        this.#now = message.progress;
        this.#until = performance.now();
        break;
      case "epoch":
        this.#epochs.push(message.epoch);
        this.#now = undefined;
        this.#until = performance.now();
        break;
      case "paused":
        // The reader may have gone on in the meantime.
        if (this.#state !== "pausing") return;
        this.#model = message.model;
        this.#tell(message);
        return this.#set("paused");
      case "done":
      case "error":
        if (message.type === "done") this.#model = message.model;
        this.#stop();
        this.#set("ready");
    }
    this.#tell(message);
  }
}
