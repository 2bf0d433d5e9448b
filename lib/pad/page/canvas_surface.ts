// The paper that is seen: strokes on a canvas, as sharp as the screen is.

import type { Point, Surface } from "./drawing.ts";

/** Draws with black ink on a canvas, in the coordinates of the paper. */
export class CanvasSurface implements Surface {
  readonly #context: CanvasRenderingContext2D;
  readonly #side: number;

  /** @param canvas Where to draw. @param options `side` of the paper and `penWidth`, in its pixels. */
  constructor(canvas: HTMLCanvasElement, { side, penWidth }: { side: number; penWidth: number }) {
    const scale = Math.max(2, Math.ceil(globalThis.devicePixelRatio ?? 1));
    canvas.width = canvas.height = side * scale;
    this.#context = canvas.getContext("2d")!;
    this.#context.scale(scale, scale);
    this.#context.lineCap = "round";
    this.#context.lineWidth = penWidth;
    this.#side = side;
  }

  line(from: Point, to: Point): void {
    this.#context.beginPath();
    this.#context.moveTo(from.x, from.y);
    this.#context.lineTo(to.x, to.y);
    this.#context.stroke();
  }

  clear(): void {
    this.#context.clearRect(0, 0, this.#side, this.#side);
  }
}
