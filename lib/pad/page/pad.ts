// The drawing pad at work: from pen and keys to strokes, and from strokes to an answer.

import { boundsOfInk } from "../../inference/grey_image.ts";
import { MNIST_SIDE, mnistImage } from "../../inference/mnist_image.ts";
import type { Sequential } from "../../nn/sequential.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { digitOf } from "./answer_text.ts";
import { CanvasSurface } from "./canvas_surface.ts";
import { Drawing, type Point } from "./drawing.ts";
import { forwardWithActivations } from "./forward_with_activations.ts";
import { KeyboardPen } from "./keyboard_pen.ts";
import { Paper, PAPER_SIDE as side, PEN_WIDTH } from "./paper.ts";
import { followTheme } from "./theme.ts";
import { type Answer, View } from "./view.ts";

/** A screen reader is told the answer when nothing was drawn for so long, in milliseconds. */
const SPEECH_DELAY = 500;

/** A network to choose on a pad. */
export interface PadNetwork {
  /** What it is called in the list. */
  readonly title: string;
  /** Called once, when it is first chosen. */
  load(): Promise<Sequential>;
}

/**
 * Makes an element of the page a drawing pad.
 *
 * @param host The element; what is in it is hidden.
 * @param networks Those to choose from, the first one first.
 */
export function mountPad(host: HTMLElement, networks: readonly PadNetwork[]): void {
  new Pad(host, networks);
}

/** A network that was loaded, and its input. */
interface Loaded {
  readonly network: Sequential;
  readonly x: Tensor;
}

class Pad {
  readonly #host: HTMLElement;
  readonly #networks: readonly PadNetwork[];
  readonly #loaded = new Map<PadNetwork, Loaded | "loading">();
  readonly #view: View;
  readonly #paper = new Paper(side, { penWidth: PEN_WIDTH });
  readonly #drawing: Drawing;
  readonly #pen: KeyboardPen;
  #isDue = false;
  #speech: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HTMLElement, networks: readonly PadNetwork[]) {
    this.#host = host;
    this.#networks = networks;
    this.#view = new View(host, networks.map(({ title }) => title));
    followTheme(host);
    const surface = new CanvasSurface(this.#view.canvas, { side, penWidth: PEN_WIDTH });
    this.#drawing = new Drawing([this.#paper, surface]);
    this.#pen = new KeyboardPen(this.#drawing, { side });
    this.#listenToPointer();
    this.#listenToKeys();
    this.#listenToControls();
    this.#chosen();
  }

  /** What runs for the first time is slow: let that not be the first stroke. */
  #rehearse(loaded: Loaded): void {
    if (!this.#drawing.isEmpty) return;
    this.#view.show(ask(loaded, new Uint8Array(MNIST_SIDE ** 2)));
    this.#view.showNothing();
  }

  /** The chosen network; nothing as long as it is being loaded, after which it answers by itself. */
  #chosen(): Loaded | undefined {
    const chosen = this.#networks[Math.max(0, this.#view.network.selectedIndex)];
    const found = this.#loaded.get(chosen);
    if (found === undefined) {
      this.#loaded.set(chosen, "loading");
      this.#load(chosen).catch((error: Error) => this.#view.showProblem(error.message));
    }
    return found === "loading" ? undefined : found;
  }

  async #load(chosen: PadNetwork): Promise<void> {
    const network = await chosen.load();
    const loaded = { network, x: network.backend.tensor([1, ...network.inputShape]) };
    this.#loaded.set(chosen, loaded);
    for (let i = 0; i < 3; i++) setTimeout(() => this.#rehearse(loaded));
    this.#changed();
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
    const loaded = this.#chosen();
    if (loaded === undefined) return;
    const answer = ask(loaded, mnistImage(this.#paper.image));
    this.#view.show(answer);
    this.#host.dataset.answer = `${digitOf(answer.outputs) ?? "none"}`;
    this.#speech = setTimeout(() => this.#view.sayAnswer(answer), SPEECH_DELAY);
  }
}

function ask({ network, x }: Loaded, image: Uint8Array): Answer {
  network.backend.bytesToFloats(image, { out: x });
  return { image, ...forwardWithActivations(network, x) };
}
