// A training in a page, without anything to be seen of it: its Worker, where it stands, and who is told.

import type { EpochReport, Progress } from "../../train/history.ts";
import type { PackedImages } from "./images.ts";
import type { PackedKernels, PlayedTraining, WorkerMessage, WorkerTask } from "./messages.ts";

/** What a training is doing: nothing, loading its images, or what its name says. */
export type SessionState = "ready" | "loading" | "training" | "pausing" | "paused";

/** What those who listen are told: what the Worker says, and each change of the state. */
export type SessionEvent = WorkerMessage | { readonly type: "state"; readonly state: SessionState };

/** What a session takes from its page. */
export interface SessionOptions {
  /** What is trained, until another training is set. */
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
  #images: PackedImages | undefined;
  #worker: Worker | undefined;
  #state: SessionState = "ready";
  #epochs: EpochReport[] = [];
  #now: Progress | undefined;
  #model: Uint8Array<ArrayBuffer> | undefined;
  /** When the training began, less what it waited. */
  #begun = 0;
  #waiting = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#training = options.training;
  }

  /** What is trained, or is to be. */
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

  /** The network as the bytes of a safetensors file, where the training is paused or done. */
  get model(): Uint8Array<ArrayBuffer> | undefined {
    return this.#model;
  }

  /** How many seconds were trained, without pauses. */
  get seconds(): number {
    const until = this.#state === "paused" ? this.#waiting : performance.now();
    return this.#begun === 0 ? 0 : (until - this.#begun) / 1000;
  }

  /** Calls a function with all that happens from now on, after the session itself knows of it. */
  listen(listener: (event: SessionEvent) => void): void {
    this.#listeners.push(listener);
  }

  /** Sets what the next training trains, and on which images: those of MNIST if left out. */
  configure(training: PlayedTraining, images?: PackedImages): void {
    this.#training = training;
    this.#images = images;
    this.reset();
  }

  /** Begins to train from the start. */
  async start(): Promise<void> {
    this.#clear();
    this.#set("loading");
    const training = this.#training;
    try {
      const images = this.#images ?? await this.#options.loadMnist();
      // In the meantime the reader may have reset it, or set up another one.
      if (this.#state !== "loading" || training !== this.#training) return;
      const worker = this.#options.startWorker();
      this.#worker = worker;
      worker.onmessage = ({ data }) => this.#receive(data);
      worker.onerror = ({ message }) => {
        this.#receive({ type: "error", message: `Cannot train: the Worker says "${message}"` });
      };
      this.#set("training");
      this.#send({ type: "train", training, kernels: this.#options.kernels, images });
    } catch (error) {
      this.#receive({ type: "error", message: (error as Error).message });
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
    if (this.#state === "paused") this.#begun += performance.now() - this.#waiting;
    else if (this.#state !== "pausing") return;
    this.#model = undefined;
    this.#set("training");
    this.#send({ type: "resume" });
  }

  /** Throws away what was trained. */
  reset(): void {
    this.#clear();
    this.#set("ready");
  }

  #clear(): void {
    this.#stop();
    this.#epochs = [];
    this.#now = undefined;
    this.#model = undefined;
    this.#begun = 0;
  }

  #stop(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #set(state: SessionState): void {
    this.#state = state;
    this.#tell({ type: "state", state });
  }

  #tell(event: SessionEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #send(task: WorkerTask): void {
    this.#worker?.postMessage(task);
  }

  #receive(message: WorkerMessage): void {
    switch (message.type) {
      case "progress":
        this.#now = message.progress;
        this.#begun ||= performance.now();
        break;
      case "epoch":
        this.#begun ||= performance.now() - 1000 * message.epoch.seconds;
        this.#epochs.push(message.epoch);
        this.#now = undefined;
        break;
      case "paused":
        // The reader may have gone on in the meantime.
        if (this.#state !== "pausing") return;
        this.#waiting = performance.now();
        this.#model = message.model;
        this.#tell(message);
        return this.#set("paused");
      case "done":
      case "error":
        if (message.type === "done") this.#model = message.model;
        this.#now = undefined;
        this.#stop();
        this.#tell(message);
        return this.#set("ready");
    }
    this.#tell(message);
  }
}
