// The training panel at work: starts, pauses and resets a training, and shows how it goes.

import { beside, curveChart, type Output, weightSheet } from "../../charts/mod.ts";
import { percent } from "../../charts/format.ts";
import { duration } from "../../system/duration.ts";
import type { EpochReport, Progress } from "../../train/history.ts";
import type {
  PlayedTraining,
  TrainingParts,
  Weights,
  WorkerMessage,
  WorkerTask,
} from "./messages.ts";

type State = "ready" | "training" | "pausing" | "paused";

/** Milliseconds from one drawing of the curves to the next. */
const REDRAW = 250;
/** How many units' weights are shown at most. */
const MAX_UNITS = 50;

/** What a panel is made of. */
export interface PanelOptions {
  readonly training: PlayedTraining;
  readonly parts: TrainingParts;
  /** Makes a Worker that waits for its task. */
  readonly startWorker: () => Worker;
}

/** Makes an element a training panel at work, and starts its training. */
export function mountPanel(host: HTMLElement, options: PanelOptions): void {
  new Panel(host, options).start();
}

class Panel {
  readonly #options: PanelOptions;
  readonly #status: HTMLElement;
  readonly #speed: HTMLElement;
  readonly #curves: HTMLImageElement;
  readonly #weights: HTMLImageElement;
  readonly #main: HTMLButtonElement;
  readonly #reset: HTMLButtonElement;
  #worker: Worker | undefined;
  #state: State = "ready";
  #epochs: EpochReport[] = [];
  #now: Progress | undefined;
  #drawn = -Infinity;
  /** When the training began, less what it waited. */
  #begun = 0;
  #waiting = 0;

  constructor(host: HTMLElement, options: PanelOptions) {
    this.#options = options;
    const find = <Found extends Element>(selector: string) => host.querySelector<Found>(selector)!;
    this.#status = find("[role=status]");
    this.#speed = find(".speed");
    this.#curves = picture("curves");
    this.#weights = picture("weights");
    find(".pictures").append(this.#curves, this.#weights);
    [this.#main, this.#reset] = host.querySelectorAll("button");
    this.#main.addEventListener("click", () => this.#press());
    this.#reset.addEventListener("click", () => this.#clear());
  }

  start(): void {
    this.#clear();
    this.#set("training");
    this.#status.textContent = "Unpacking the images…";
    this.#worker = this.#options.startWorker();
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onerror = ({ message }) => {
      this.#receive({ type: "error", message: `Cannot train: the Worker says "${message}"` });
    };
    const { training, parts: { kernels, files } } = this.#options;
    this.#send({ type: "train", training, parts: { kernels, files } });
  }

  #press(): void {
    if (this.#state === "ready") return this.start();
    if (this.#state === "training") {
      this.#set("pausing");
      this.#status.textContent = "Pausing after this epoch…";
      return this.#send({ type: "pause" });
    }
    if (this.#state === "paused") this.#begun += performance.now() - this.#waiting;
    this.#set("training");
    this.#status.textContent = "Training goes on.";
    this.#send({ type: "resume" });
  }

  #clear(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#epochs = [];
    this.#now = undefined;
    this.#begun = 0;
    this.#curves.hidden = this.#weights.hidden = true;
    this.#speed.textContent = "";
    this.#status.textContent = "Ready to train from the start.";
    this.#set("ready");
  }

  #set(state: State): void {
    this.#state = state;
    this.#main.disabled = false;
    this.#reset.disabled = state === "ready" && this.#epochs.length === 0;
    const label = { ready: "Start", training: "Pause", pausing: "Go on", paused: "Go on" }[state];
    this.#main.textContent = label;
  }

  #send(task: WorkerTask): void {
    this.#worker?.postMessage(task);
  }

  #receive(message: WorkerMessage): void {
    switch (message.type) {
      case "progress":
        this.#now = message.progress;
        this.#begun ||= performance.now();
        return this.#redraw();
      case "epoch":
        return this.#addEpoch(message);
      case "paused":
        // The reader may have gone on in the meantime.
        if (this.#state !== "pausing") return;
        this.#waiting = performance.now();
        this.#set("paused");
        this.#status.textContent = `Paused after epoch ${this.#epochs.length}.`;
        return;
      case "done":
        return this.#finish(message);
      case "error":
        this.#worker?.terminate();
        this.#set("ready");
        this.#status.textContent = message.message;
    }
  }

  #addEpoch({ epoch, weights }: WorkerMessage & { type: "epoch" }): void {
    this.#begun ||= performance.now() - 1000 * epoch.seconds;
    this.#epochs.push(epoch);
    this.#now = undefined;
    const { epochs } = this.#options.training.recipe;
    // A screen reader is told a few times, not with each epoch.
    if (epoch.epoch % Math.ceil(epochs / 6) === 0 && this.#state === "training") {
      this.#status.textContent = `Epoch ${epoch.epoch} of ${epochs}: ` +
        `${percent(epoch.validationAccuracy!)} of the test images are right.`;
    }
    showWeights(this.#weights, weights);
    this.#redraw();
  }

  #redraw(): void {
    const now = performance.now();
    if (now - this.#drawn < REDRAW) return;
    this.#drawn = now;
    this.#draw();
  }

  #draw(): void {
    const { recipe: { epochs }, trainImages } = this.#options.training;
    show(this.#curves, drawCurves(this.#epochs, { epochs, now: this.#now }));
    const done = this.#now?.epochs ?? this.#epochs.length;
    const seconds = (performance.now() - this.#begun) / 1000;
    if (seconds < 0.2 || done === 0) return;
    const speed = Math.round(done * trainImages / seconds);
    const left = seconds / done * (epochs - done);
    this.#speed.textContent = `${speed.toLocaleString("en-GB")} images a second · ` +
      (left > 0 ? `${duration(left)} left` : `${duration(seconds)} in all`);
  }

  #finish({ weightsSha256, accuracy, rounding }: WorkerMessage & { type: "done" }): void {
    this.#worker?.terminate();
    this.#now = undefined;
    this.#draw();
    this.#set("ready");
    const published = this.#options.training.weightsSha256;
    const same = weightsSha256 === published;
    this.#status.replaceChildren(
      `${percent(accuracy)} of the test images are right. `,
      bold(same ? "The published weights, to the bit." : "Not the published weights."),
      line("SHA-256 of the weights trained here:", weightsSha256),
      line("SHA-256 of the published weights:", published),
      line("Kernels that this browser ran:", rounding),
    );
    if (same) return;
    this.#status.append(
      `The ${rounding} kernels of this page should give the same bits: tell us the browser and processor.`,
    );
  }
}

function drawCurves(
  reports: readonly EpochReport[],
  { epochs, now }: { epochs: number; now?: Progress },
): Output {
  const live = now === undefined ? [] : [now];
  const axes = { xDomain: [0, epochs], width: 320, height: 240 } as const;
  const test = reports.filter(({ validationLoss }) => validationLoss !== undefined);
  const named = (curves: Parameters<typeof curveChart>[0]) =>
    curves.map((curve, color) => ({ ...curve, color })).filter(({ points }) => points.length > 0);
  return beside(
    curveChart(
      named([
        {
          name: "training",
          points: [
            ...reports.map(({ epoch, loss }) => [epoch, loss] as const),
            ...live.map(({ epochs, loss }) => [epochs, loss] as const),
          ],
        },
        {
          name: "test",
          points: test.map(({ epoch, validationLoss }) => [epoch, validationLoss!] as const),
        },
      ]),
      { y: "loss", dots: reports.length < 2, ...axes },
    ),
    curveChart(
      named([
        {
          name: "training",
          points: [
            ...reports.map(({ epoch, accuracy }) => [epoch, accuracy] as const),
            ...live.map(({ epochs, accuracy }) => [epochs, accuracy] as const),
          ],
        },
        {
          name: "test",
          points: test.map(({ epoch, validationAccuracy }) =>
            [epoch, validationAccuracy!] as const
          ),
        },
      ]),
      { y: "accuracy", percent: true, dots: reports.length < 2, ...axes },
    ),
  );
}

/** A layer's weights: pictures of the size of the input for a dense layer, else filters. */
function showWeights(image: HTMLImageElement, { shape, data }: Weights): void {
  const [height, width] = shape.length === 4 ? shape : [28, 28];
  show(image, weightSheet({ shape, data }, { shape: [height, width], first: MAX_UNITS }));
}

function picture(name: string): HTMLImageElement {
  const image = document.createElement("img");
  image.className = name;
  image.hidden = true;
  return image;
}

function show(image: HTMLImageElement, { media }: Output): void {
  const svg = media["image/svg+xml"];
  image.src = svg === undefined
    ? `data:image/png;base64,${media["image/png"]}`
    : `data:image/svg+xml,${encodeURIComponent(svg)}`;
  image.alt = media["text/plain"];
  image.hidden = false;
}

function bold(text: string): HTMLElement {
  const element = document.createElement("strong");
  element.textContent = text;
  return element;
}

function line(label: string, digest: string): HTMLElement {
  const element = document.createElement("span");
  const code = document.createElement("code");
  code.textContent = digest;
  element.className = "digest";
  element.append(`${label} `, code);
  return element;
}
