// The paper that the network reads: strokes as ink in pixels, the same in every browser.

import { blankImage, type GreyImage } from "../../inference/grey_image.ts";
import type { Point, Surface } from "./drawing.ts";
import { clampToUnit } from "../../system/clamp_to_unit.ts";

/** Height and width of the paper of a pad, in pixels. */
export const PAPER_SIDE = 280;
/** As wide as the strokes of MNIST are on a digit of the usual size. */
export const PEN_WIDTH = 20;

/**
 * A sheet on which a round pen leaves full ink, with an edge that is one pixel soft.
 *
 * A canvas could draw this too, but browsers that guard against being recognized add noise to what is
 * read back from a canvas.
 */
export class Paper implements Surface {
  readonly image: GreyImage;
  readonly #radius: number;

  /** @param side Height and width, in pixels. @param options `penWidth`, in pixels. */
  constructor(side: number, { penWidth }: { penWidth: number }) {
    this.image = blankImage(side, side);
    this.#radius = penWidth / 2;
  }

  line(from: Point, to: Point): void {
    const { width, height, values } = this.image;
    const reach = this.#radius + 1;
    const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach));
    const right = Math.min(width, Math.ceil(Math.max(from.x, to.x) + reach));
    const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach));
    const bottom = Math.min(height, Math.ceil(Math.max(from.y, to.y) + reach));
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const away = distanceToLine({ x: x + 0.5, y: y + 0.5 }, { from, to });
        const ink = Math.min(1, this.#radius + 0.5 - away);
        if (ink > values[y * width + x]) values[y * width + x] = ink;
      }
    }
  }

  clear(): void {
    this.image.values.fill(0);
  }
}

function distanceToLine(point: Point, { from, to }: { from: Point; to: Point }): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0
    ? 0
    : clampToUnit(((point.x - from.x) * dx + (point.y - from.y) * dy) / length);
  return Math.hypot(point.x - from.x - along * dx, point.y - from.y - along * dy);
}
