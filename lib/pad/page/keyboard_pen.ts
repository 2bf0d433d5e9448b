// Drawing without a pointer: arrow keys move the pen, the space bar puts it down and lifts it.

import type { Drawing, Point } from "./drawing.ts";

/** A step in pixels, without and with the shift key. */
const [LONG_STEP, SHORT_STEP] = [14, 4];

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** A pen that keys move over the paper. */
export class KeyboardPen {
  readonly #drawing: Drawing;
  readonly #side: number;
  #at: Point;

  /** @param drawing What it draws. @param options `side`: height and width of the paper. */
  constructor(drawing: Drawing, { side }: { side: number }) {
    this.#drawing = drawing;
    this.#side = side;
    this.#at = { x: side / 2, y: side / 4 };
  }

  /** Where the pen is. */
  get at(): Point {
    return this.#at;
  }

  get isDown(): boolean {
    return this.#drawing.isOpen;
  }

  /**
   * Does what a key stands for.
   *
   * @returns What happened, in words, or `undefined` if the key means nothing here.
   */
  press({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyStroke): string | undefined {
    if ((ctrlKey || metaKey) && key.toLowerCase() === "z") return this.#undo();
    if (ctrlKey || metaKey || altKey) return undefined;
    if (Object.hasOwn(directions, key)) return this.#move(key, shiftKey ? SHORT_STEP : LONG_STEP);
    switch (key) {
      case " ":
      case "Enter":
        return this.#toggle();
      case "Backspace":
        return this.#undo();
      case "Delete":
        this.#drawing.clear();
        return "Cleared";
      default:
        return undefined;
    }
  }

  #move(key: string, step: number): string {
    const { x, y } = directions[key];
    this.#at = {
      x: Math.max(0, Math.min(this.#side, this.#at.x + step * x)),
      y: Math.max(0, Math.min(this.#side, this.#at.y + step * y)),
    };
    this.#drawing.extend(this.#at);
    const [across, down] = [this.#at.x, this.#at.y].map((v) => Math.round(100 * v / this.#side));
    return `${across} % across, ${down} % down`;
  }

  #toggle(): string {
    if (this.isDown) {
      this.#drawing.end();
      return "Pen up";
    }
    this.#drawing.begin(this.#at);
    return "Pen down";
  }

  #undo(): string {
    this.#drawing.undo();
    return "Last stroke taken back";
  }
}

/** What is looked at of a keyboard event. */
export type KeyStroke = Pick<
  KeyboardEvent,
  "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey"
>;
