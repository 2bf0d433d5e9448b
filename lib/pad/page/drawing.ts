// A drawing as strokes of a pen, which can be taken back one by one.

/** A position on the paper. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a drawing appears on. There may be several: one to be seen, one to be read. */
export interface Surface {
  /** Draws a short straight piece of a stroke, or a dot if both ends are the same. */
  line(from: Point, to: Point): void;
  clear(): void;
}

/** How long the straight pieces are on average that a curve is drawn of, in pixels. */
const PIECE_LENGTH = 3;

/**
 * The strokes of a drawing, smoothed.
 *
 * A pen is only seen some sixty times a second, and straight lines between its positions
 * would have corners. So a stroke runs from the middle of one such line to the middle of the next, in a
 * curve that the corner between them bends (a quadratic Bézier curve).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Drawing } from "./drawing.ts";
 *
 * const drawing = new Drawing([]);
 * drawing.begin({ x: 10, y: 10 });
 * drawing.extend({ x: 20, y: 10 });
 * drawing.end();
 * assertEquals(drawing.isEmpty, false);
 * drawing.undo();
 * assertEquals(drawing.isEmpty, true);
 * ```
 */
export class Drawing {
  readonly #surfaces: readonly Surface[];
  #strokes: Point[][] = [];
  #isOpen = false;

  /** @param surfaces Where the strokes appear. */
  constructor(surfaces: readonly Surface[]) {
    this.#surfaces = surfaces;
  }

  get isEmpty(): boolean {
    return this.#strokes.length === 0;
  }

  /** Whether the pen is on the paper. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Puts the pen down: a dot appears. */
  begin(at: Point): void {
    this.end();
    this.#strokes.push([at]);
    this.#isOpen = true;
    this.#line(at, at);
  }

  /** Moves the pen, if it is down. */
  extend(to: Point): void {
    if (!this.#isOpen) return;
    const stroke = this.#strokes[this.#strokes.length - 1];
    const last = stroke[stroke.length - 1];
    if (last.x === to.x && last.y === to.y) return;
    stroke.push(to);
    this.#bend(stroke, stroke.length - 2);
  }

  /** Lifts the pen. */
  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#finish(this.#strokes[this.#strokes.length - 1]);
  }

  /** Takes the last stroke back. */
  undo(): void {
    this.#isOpen = false;
    this.#strokes.pop();
    this.redraw();
  }

  clear(): void {
    this.#isOpen = false;
    this.#strokes = [];
    this.redraw();
  }

  /** Draws everything anew. */
  redraw(): void {
    for (const surface of this.#surfaces) surface.clear();
    for (const stroke of this.#strokes) {
      this.#line(stroke[0], stroke[0]);
      for (let corner = 0; corner < stroke.length - 1; corner++) this.#bend(stroke, corner);
      this.#finish(stroke);
    }
  }

  /** The curve around a corner of a stroke; before the first there is a straight line. */
  #bend(stroke: readonly Point[], corner: number): void {
    const from = corner === 0 ? stroke[0] : middle(stroke[corner - 1], stroke[corner]);
    const control = stroke[corner];
    const to = middle(stroke[corner], stroke[corner + 1]);
    const pieces = Math.ceil((distance(from, control) + distance(control, to)) / PIECE_LENGTH);
    let start = from;
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces;
      const end = {
        x: (1 - t) ** 2 * from.x + 2 * t * (1 - t) * control.x + t ** 2 * to.x,
        y: (1 - t) ** 2 * from.y + 2 * t * (1 - t) * control.y + t ** 2 * to.y,
      };
      this.#line(start, end);
      start = end;
    }
  }

  /** The last half line, to where the pen was lifted. */
  #finish(stroke: readonly Point[]): void {
    if (stroke.length < 2) return;
    const [before, last] = stroke.slice(-2);
    this.#line(middle(before, last), last);
  }

  #line(from: Point, to: Point): void {
    for (const surface of this.#surfaces) surface.line(from, to);
  }
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
