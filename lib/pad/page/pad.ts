// The drawing pad at work: from pen and keys to strokes, and from strokes to an answer.

import { boundsOfInk } from "../../inference/grey_image.ts";
import { MNIST_SIDE, mnistImage } from "../../inference/mnist_image.ts";
import type { Sequential } from "../../nn/sequential.ts";
import { digitOf, shownAnswer } from "./answer_text.ts";
import { CanvasSurface } from "./canvas_surface.ts";
import { DigitJudge } from "./digit_judge.ts";
import { Drawing, type Point } from "./drawing.ts";
import { KeyboardPen } from "./keyboard_pen.ts";
import { type LoadedPadNetwork, NetworkList, type PadNetwork } from "./network_list.ts";
import { Paper, PAPER_SIDE as side, PEN_WIDTH } from "./paper.ts";
import { PictureStrip } from "./picture_strip.ts";
import { followTheme } from "./theme.ts";
import { NO_DIGIT, View } from "./view.ts";

/** What is less likely a digit than this is not read. */
const AT_LEAST = 0.5;
/** A screen reader is told the answer when nothing was drawn for so long, in milliseconds. */
const SPEECH_DELAY = 500;

/** What a pad can do beside reading what is drawn. */
export interface PadOptions {
  /** Finds the digits in a picture file, 28x28 bytes of each. Without it a pad takes no pictures. */
  readonly readPicture?: (file: File) => Promise<readonly Uint8Array[]>;
  /** How many layers it shows of a network, 2 if left out. */
  readonly maxLayers?: number;
  /**
   * Loads the network that reads digits on pages, to tell whether what is drawn is one. Without it all that is
   * drawn is taken for one.
   */
  readonly loadPageReader?: () => Promise<Sequential>;
}

/** A pad that was made. */
export interface Pad {
  /** Changes the networks to choose from, the first of which is chosen if the one that was is gone. */
  setNetworks(networks: readonly PadNetwork[], options?: { readonly choose?: PadNetwork }): void;
}

/**
 * Makes an element of the page a drawing pad.
 *
 * @param host The element; what is in it is hidden.
 * @param networks Those to choose from, the first one first.
 */
export function mountPad(
  host: HTMLElement,
  networks: readonly PadNetwork[],
  options: PadOptions = {},
): Pad {
  return new MountedPad(host, networks, options);
}

class MountedPad implements Pad {
  readonly #host: HTMLElement;
  readonly #networks: NetworkList;
  readonly #strip: PictureStrip | undefined;
  readonly #view: View;
  readonly #paper = new Paper(side, { penWidth: PEN_WIDTH });
  readonly #drawing: Drawing;
  readonly #pen: KeyboardPen;
  /** The pointer that draws: another finger beside it, or the palm beside a pen, does not. */
  #pointer: number | undefined;
  /** There is none before its network is loaded. */
  #judge: DigitJudge | undefined;
  #isDue = false;
  #speech: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: HTMLElement,
    networks: readonly PadNetwork[],
    { readPicture, maxLayers, loadPageReader }: PadOptions,
  ) {
    this.#host = host;
    this.#strip = readPicture && new PictureStrip({
      read: readPicture,
      onRead: () => this.#drawing.clear(),
      onChange: () => this.#changed(),
    });
    this.#view = new View(host, { below: this.#strip?.element });
    this.#networks = new NetworkList({
      maxLayers,
      onLoad: (loaded) => {
        for (let i = 0; i < 3; i++) setTimeout(() => this.#rehearse(loaded));
        this.#changed();
      },
      onProblem: (message) => this.#view.showProblem(message),
    });
    this.setNetworks(networks);
    loadPageReader?.().then(
      (network) => {
        this.#judge = new DigitJudge(network);
        this.#changed();
      },
      ({ message }: Error) => this.#view.showProblem(message),
    );
    followTheme(host);
    const surface = new CanvasSurface(this.#view.canvas, { side, penWidth: PEN_WIDTH });
    this.#drawing = new Drawing([this.#paper, surface]);
    this.#pen = new KeyboardPen(this.#drawing, { side });
    this.#listenToPointer();
    this.#listenToKeys();
    this.#listenToControls();
  }

  setNetworks(
    networks: readonly PadNetwork[],
    { choose = this.#chosen }: { readonly choose?: PadNetwork } = {},
  ): void {
    this.#networks.networks = networks;
    this.#view.showNetworks(networks.map(({ title }) => title));
    this.#view.network.selectedIndex = Math.max(0, networks.indexOf(choose));
    // So that it need not be waited for when something is drawn.
    this.#networks.find(this.#chosen);
    this.#changed();
  }

  get #chosen(): PadNetwork {
    return this.#networks.networks[Math.max(0, this.#view.network.selectedIndex)];
  }

  /** What runs for the first time is slow: let that not be the first stroke. */
  #rehearse(network: LoadedPadNetwork): void {
    if (this.#image() !== undefined) return;
    this.#view.show(network.ask(new Uint8Array(MNIST_SIDE ** 2)));
    this.#view.showNothing();
  }

  #listenToPointer(): void {
    const { canvas } = this.#view;
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.isPrimary || this.#pointer !== undefined) return;
      this.#pointer = event.pointerId;
      canvas.setPointerCapture(event.pointerId);
      this.#view.showPen(undefined);
      this.#strip?.clear();
      this.#drawing.begin(this.#positionOf(event));
      this.#changed();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (event.pointerId !== this.#pointer) return;
      const moves = event.getCoalescedEvents?.() ?? [];
      for (const move of moves.length > 0 ? moves : [event]) {
        this.#drawing.extend(this.#positionOf(move));
      }
      this.#changed();
    });
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
      canvas.addEventListener(type, (event) => {
        if (event.pointerId !== this.#pointer) return;
        this.#pointer = undefined;
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
      if (isDown || event.key === "Delete") this.#strip?.clear();
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
      this.#strip?.clear();
      this.#drawing.clear();
      this.#changed();
    });
    network.addEventListener("change", () => this.#changed());
    const { canvas } = this.#view;
    const strip = this.#strip;
    if (strip === undefined) return;
    canvas.addEventListener("dragover", (event) => event.preventDefault());
    canvas.addEventListener("drop", (event) => {
      // It is for the pad, not for what is around it.
      event.preventDefault();
      event.stopPropagation();
      const [file] = event.dataTransfer?.files ?? [];
      if (file !== undefined) strip.take(file);
    });
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
    const image = this.#image();
    if (image === undefined) {
      this.#view.showNothing();
      delete this.#host.dataset.answer;
      return;
    }
    const network = this.#networks.find(this.#chosen);
    if (network === undefined) return;
    this.#strip?.showAnswers((image) => digitOf(network.ask(image).outputs));
    const isDigit = this.#isDigit();
    this.#view.showBeside(isDigit ? this.#askOthers(image) : []);
    const answer = network.ask(image);
    this.#view.show(answer, { isDigit });
    this.#host.dataset.answer = isDigit ? `${digitOf(answer.outputs) ?? "none"}` : "none";
    this.#speech = setTimeout(
      () => isDigit ? this.#view.sayAnswer(answer) : this.#view.say(NO_DIGIT),
      SPEECH_DELAY,
    );
  }

  /** Whether what is to be read is a digit: what was found in a picture is. */
  #isDigit(): boolean {
    if (this.#judge === undefined || this.#strip?.image !== undefined) return true;
    return this.#judge.likelihood(this.#paper.image) >= AT_LEAST;
  }

  /** What those say whose answer is to stand beside. */
  #askOthers(image: Uint8Array): string[] {
    return this.#networks.networks
      .filter((network) => network.beside && network !== this.#chosen)
      .flatMap((network) => {
        const answer = this.#networks.find(network)?.ask(image);
        return answer === undefined ? [] : `${network.title}: ${shownAnswer(answer.outputs)}`;
      });
  }

  /** What is to be read: the digit of a picture that was chosen, or what is drawn. */
  #image(): Uint8Array | undefined {
    if (this.#strip?.image !== undefined) return this.#strip.image;
    if (boundsOfInk(this.#paper.image) === undefined) return undefined;
    return mnistImage(this.#paper.image);
  }
}
