// What a pad consists of on the page, and how an answer appears in it.

import { MNIST_SIDE } from "../../inference/mnist_image.ts";
import { digitOf, percent, shownAnswer, spokenAnswer } from "./answer_text.ts";
import { element } from "../../system/element.ts";
import type { LayerOutput } from "./forward_with_activations.ts";
import { layOut, paint } from "./pixels.ts";
import { STYLE } from "./style.ts";
import { clampToUnit } from "../../system/clamp_to_unit.ts";

/** An answer of the network, and what led to it. */
export interface Answer {
  /** 28x28 bytes. */
  readonly image: Uint8Array;
  readonly outputs: Float32Array;
  readonly activations: readonly LayerOutput[];
}

const HELP =
  "Draw with mouse, pen or finger. With the keyboard: arrow keys move the pen, with Shift " +
  "in small steps; Space puts it down and lifts it; Backspace takes the last stroke back; Delete " +
  "clears.";

/** What stands in place of an answer where there is nothing to be read. */
export const NO_DIGIT = "No digit yet";

/** The elements of a pad, inside a shadow tree. */
export class View {
  readonly canvas = element("canvas", {
    tabindex: 0,
    role: "application",
    "aria-label": "Paper to draw a digit on",
    "aria-describedby": "help",
  });
  readonly undo = element("button", { type: "button", children: ["Undo"] });
  readonly clear = element("button", { type: "button", children: ["Clear"] });
  readonly network = element("select");
  readonly #pen = element("div", { class: "pen", hidden: "" });
  readonly #hint = element("p", { class: "hint", children: ["Draw a digit"] });
  readonly #answer = element("p", { class: "answer", "aria-hidden": true });
  readonly #spoken = element("p", { class: "sr-only", role: "status" });
  readonly #bars: readonly Bar[] = Array.from({ length: 10 }, (_, digit) => bar(digit));
  readonly #beside = element("p", { class: "beside" });
  readonly #seen = element("canvas", { role: "img" });
  readonly #activations = element("div", { class: "activations" });

  /**
   * @param host The element that becomes the pad.
   * @param options `below`: what stands below the paper.
   */
  constructor(host: HTMLElement, { below }: { below?: HTMLElement }) {
    const root = host.attachShadow({ mode: "open" });
    // Not a style element: the policy of a page may allow only those that it came with.
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    root.append(
      element("div", {
        class: "pad",
        role: "group",
        "aria-label": "Draw a digit",
        children: [this.#left(below), this.#middle(), this.#right()],
      }),
    );
    this.showNothing();
  }

  #left(below: HTMLElement | undefined): HTMLElement {
    const paper = element("div", {
      class: "paper",
      children: [this.canvas, this.#hint, this.#pen],
    });
    const controls = element("div", { class: "controls", children: [this.undo, this.clear] });
    return element("div", {
      children: [
        paper,
        controls,
        element("p", { id: "help", class: "help", children: [HELP] }),
        ...below === undefined ? [] : [below],
      ],
    });
  }

  #middle(): HTMLElement {
    return element("div", {
      children: [
        element("label", { children: ["Network", this.network] }),
        this.#answer,
        this.#spoken,
        element("ol", {
          "aria-label": "Answer for each digit",
          children: this.#bars.map(({ row }) => row),
        }),
        this.#beside,
      ],
    });
  }

  #right(): HTMLElement {
    const seen = element("figure", {
      class: "seen",
      children: [
        element("figcaption", {
          children: [`What the network sees: ${MNIST_SIDE}×${MNIST_SIDE} pixels`],
        }),
        framed(this.#seen),
      ],
    });
    return element("div", { children: [seen, this.#activations] });
  }

  /** Shows what the networks to choose from are called. */
  showNetworks(titles: readonly string[]): void {
    this.network.replaceChildren(
      ...titles.map((title, value) => element("option", { value, children: [title] })),
    );
  }

  /**
   * Shows what the network says.
   *
   * @param options `isDigit`: whether that is worth something.
   */
  show(
    { image, outputs, activations }: Answer,
    { isDigit = true }: { isDigit?: boolean } = {},
  ): void {
    const digit = isDigit ? digitOf(outputs) : undefined;
    this.#hint.hidden = true;
    this.#answer.textContent = isDigit ? shownAnswer(outputs) : NO_DIGIT;
    for (const [i, { row, fill, share }] of this.#bars.entries()) {
      fill.style.width = `${100 * clampToUnit(outputs[i] || 0)}%`;
      share.textContent = percent(outputs[i]);
      row.className = i === digit ? "best" : "";
    }
    const values = Float32Array.from(image, (byte) => byte / 255);
    paint(this.#seen, { width: MNIST_SIDE, height: MNIST_SIDE, values });
    const seen = digit === undefined ? "What was drawn" : `The digit ${digit}`;
    this.#seen.setAttribute("aria-label", `${seen}, cropped, fitted and centred`);
    this.#showActivations(activations);
  }

  /** Shows the answers of other networks, a line each. */
  showBeside(lines: readonly string[]): void {
    this.#beside.textContent = lines.join("\n");
  }

  /** Shows a blank paper. */
  showNothing(): void {
    this.#beside.textContent = "";
    this.#hint.hidden = false;
    this.#answer.textContent = "";
    this.#spoken.textContent = "";
    for (const { row, fill, share } of this.#bars) {
      fill.style.width = "0";
      share.textContent = "";
      row.className = "";
    }
    paint(this.#seen, {
      width: MNIST_SIDE,
      height: MNIST_SIDE,
      values: new Float32Array(MNIST_SIDE ** 2),
    });
    this.#seen.setAttribute("aria-label", "Nothing yet");
    this.#activations.replaceChildren();
  }

  /** Says why there is no answer. */
  showProblem(message: string): void {
    this.#hint.hidden = true;
    this.#answer.textContent = message;
    this.say(message);
  }

  /** Says something to whoever listens to a screen reader. */
  say(text: string): void {
    this.#spoken.textContent = text;
  }

  /** Says an answer to whoever listens to a screen reader. */
  sayAnswer({ outputs }: Answer): void {
    this.say(spokenAnswer(outputs));
  }

  /** Where the pen of the keyboard is, in parts of the paper; nowhere while another one draws. */
  showPen(at: { x: number; y: number; isDown: boolean } | undefined): void {
    this.#pen.hidden = at === undefined;
    if (!at) return;
    this.#hint.hidden = true;
    this.#pen.style.left = `${100 * at.x}%`;
    this.#pen.style.top = `${100 * at.y}%`;
    this.#pen.toggleAttribute("data-down", at.isDown);
  }

  #showActivations(activations: readonly LayerOutput[]): void {
    const canvases = [...this.#activations.querySelectorAll("canvas")];
    // The figures stay as long as they are of the same layers.
    const same = activations.every(({ title }, i) =>
      canvases[i]?.getAttribute("aria-label") === title
    );
    if (!same || canvases.length !== activations.length) {
      this.#activations.replaceChildren(...activations.map(({ title }) =>
        element("figure", {
          children: [
            element("figcaption", { children: [title] }),
            framed(element("canvas", { role: "img", "aria-label": title })),
          ],
        })
      ));
      return this.#showActivations(activations);
    }
    for (const [i, { data, shape }] of activations.entries()) {
      paint(canvases[i], layOut(data, shape));
    }
  }
}

interface Bar {
  readonly row: HTMLElement;
  readonly fill: HTMLElement;
  readonly share: HTMLElement;
}

function bar(digit: number): Bar {
  const fill = element("div", { class: "bar" });
  const share = element("span", { class: "share" });
  const track = element("div", { class: "track", "aria-hidden": true, children: [fill] });
  return {
    row: element("li", { children: [element("span", { children: [`${digit}`] }), track, share] }),
    fill,
    share,
  };
}

function framed(canvas: HTMLCanvasElement): HTMLElement {
  return element("div", { class: "frame", children: [canvas] });
}
