// The drawing pad at work: from pen and keys to strokes, and from strokes to an answer.

import { boundsOfInk } from "../../inference/grey_image.ts";
import { MNIST_SIDE, mnistImage } from "../../inference/mnist_image.ts";
import type { Sequential } from "../../nn/sequential.ts";
import { referenceBackend } from "../../tensor/reference/backend.ts";
import { digitOf } from "./answer_text.ts";
import { CanvasSurface } from "./canvas_surface.ts";
import { Drawing, type Point } from "./drawing.ts";
import { forwardWithActivations } from "./forward_with_activations.ts";
import { KeyboardPen } from "./keyboard_pen.ts";
import { type PackedModel, unpackModel } from "./packed_model.ts";
import { Paper, PAPER_SIDE as side, PEN_WIDTH } from "./paper.ts";
import { followTheme } from "./theme.ts";
import { type Answer, View } from "./view.ts";

/** A screen reader is told the answer when nothing was drawn for so long, in milliseconds. */
const SPEECH_DELAY = 500;

/**
 * Makes an element of the page a drawing pad.
 *
 * @param host The element; what is in it is hidden.
 * @param models The networks to choose from, the first one first.
 */
export function mountPad(host: HTMLElement, models: readonly PackedModel[]): void {
  new Pad(host, models);
}

class Pad {
  readonly #host: HTMLElement;
  readonly #models: readonly PackedModel[];
  readonly #networks = new Map<number, Sequential>();
  readonly #view: View;
  readonly #paper = new Paper(side, { penWidth: PEN_WIDTH });
  readonly #drawing: Drawing;
  readonly #pen: KeyboardPen;
  #isDue = false;
  #speech: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HTMLElement, models: readonly PackedModel[]) {
    this.#host = host;
    this.#models = models;
    this.#view = new View(host, models.map(({ title }) => title));
    followTheme(host);
    const surface = new CanvasSurface(this.#view.canvas, { side, penWidth: PEN_WIDTH });
    this.#drawing = new Drawing([this.#paper, surface]);
    this.#pen = new KeyboardPen(this.#drawing, { side });
    this.#listenToPointer();
    this.#listenToKeys();
    this.#listenToControls();
    for (let i = 0; i < 3; i++) setTimeout(() => this.#rehearse());
  }

  /** What runs for the first time is slow: let that not be the first stroke. */
  #rehearse(): void {
    if (!this.#drawing.isEmpty) return;
    this.#view.show(this.#ask(new Uint8Array(MNIST_SIDE ** 2)));
    this.#view.showNothing();
  }

  #listenToPointer(): void {
    const { canvas } = this.#view;
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.isPrimary) return;
      canvas.setPointerCapture(event.pointerId);
      this.#view.showPen(undefined);
      this.#drawing.begin(this.#positionOf(event));
      this.#changed();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      const moves = event.getCoalescedEvents?.() ?? [];
      for (const move of moves.length > 0 ? moves : [event]) {
        this.#drawing.extend(this.#positionOf(move));
      }
      this.#changed();
    });
    for (const type of ["pointerup", "pointercancel"] as const) {
      canvas.addEventListener(type, () => {
        this.#drawing.end();
        this.#changed();
      });
    }
  }

  #listenToKeys(): void {
    const { canvas } = this.#view;
    canvas.addEventListener("keydown", (event) => {
      const said = this.#pen.press(event);
      if (said === undefined) return;
      // Neither the page nor the notebook shall take it for one of its shortcuts.
      event.preventDefault();
      event.stopPropagation();
      const { at: { x, y }, isDown } = this.#pen;
      this.#view.showPen({ x: x / side, y: y / side, isDown });
      this.#changed();
      this.#view.say(said);
    });
    canvas.addEventListener("blur", () => {
      this.#drawing.end();
      this.#view.showPen(undefined);
      this.#changed();
    });
  }

  #listenToControls(): void {
    const { undo, clear, network } = this.#view;
    undo.addEventListener("click", () => {
      this.#drawing.undo();
      this.#changed();
    });
    clear.addEventListener("click", () => {
      this.#drawing.clear();
      this.#changed();
    });
    network.addEventListener("change", () => this.#changed());
  }

  /** Where on the paper a pointer is. */
  #positionOf({ clientX, clientY }: PointerEvent): Point {
    const { left, top, width, height } = this.#view.canvas.getBoundingClientRect();
    return { x: side * (clientX - left) / width, y: side * (clientY - top) / height };
  }

  /** Asks the network when the browser is about to show what changed, and once for all changes. */
  #changed(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#answer();
    });
  }

  #answer(): void {
    clearTimeout(this.#speech);
    if (boundsOfInk(this.#paper.image) === undefined) {
      this.#view.showNothing();
      delete this.#host.dataset.answer;
      return;
    }
    const answer = this.#ask(mnistImage(this.#paper.image));
    this.#view.show(answer);
    this.#host.dataset.answer = `${digitOf(answer.outputs) ?? "none"}`;
    this.#speech = setTimeout(() => this.#view.sayAnswer(answer), SPEECH_DELAY);
  }

  #ask(image: Uint8Array): Answer {
    const chosen = Math.max(0, this.#view.network.selectedIndex);
    let network = this.#networks.get(chosen);
    if (!network) {
      network = unpackModel(this.#models[chosen], { backend: referenceBackend });
      this.#networks.set(chosen, network);
    }
    const x = referenceBackend.tensor([1, ...network.inputShape]);
    referenceBackend.bytesToFloats(image, { out: x });
    return { image, ...forwardWithActivations(network, x) };
  }
}
