// A sheet that strokes are drawn on, in luminance.

import { blankImage, type GreyImage } from "../inference/grey_image.ts";
import { clampToUnit } from "../system/clamp_to_unit.ts";

/** A point of a sheet: from the middle of its first pixel to the right and down, in pixels. */
export type Point = readonly [x: number, y: number];

/** What a stroke is drawn with. */
export interface Stroke {
  /** How wide it is, in pixels. */
  readonly width: number;
  /** Its luminance, from 0 (black) to 1 (white). */
  readonly ink: number;
}

/** A sheet of luminance, on which what is drawn later covers what was drawn before. */
export class Canvas implements GreyImage {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;

  /**
   * An empty sheet.
   *
   * @param size Its sides in pixels, and the luminance of the paper.
   * @throws {RangeError} If a side is not an integer of at least 1.
   */
  constructor({ width, height, paper }: { width: number; height: number; paper: number }) {
    const image = blankImage(width, height);
    this.width = width;
    this.height = height;
    this.values = image.values.fill(paper);
  }

  /** Moves a pixel towards the ink by the part of it that is covered. Outside nothing happens. */
  blend(x: number, y: number, { coverage, ink }: { coverage: number; ink: number }): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height || coverage <= 0) return;
    const at = y * this.width + x;
    this.values[at] += (ink - this.values[at]) * Math.min(1, coverage);
  }

  /** Draws straight lines from point to point, with round ends. */
  polyline(points: readonly Point[], { width, ink }: Stroke): void {
    const radius = width / 2;
    // A line that is thinner than a pixel is paler instead.
    const most = Math.min(1, width);
    for (let i = 1; i < points.length; i++) {
      const [[ax, ay], [bx, by]] = [points[i - 1], points[i]];
      const [dx, dy] = [bx - ax, by - ay];
      const squared = Math.max(1e-9, dx * dx + dy * dy);
      const reach = radius + 1;
      // Row by row, and in each only where the line comes near: long slanted lines have large boxes.
      const top = Math.max(0, Math.floor(Math.min(ay, by) - reach));
      const bottom = Math.min(this.height - 1, Math.ceil(Math.max(ay, by) + reach));
      const slant = Math.abs(dy) < 1e-6 ? 0 : dx / dy;
      const side = reach * Math.sqrt(1 + slant * slant);
      for (let y = top; y <= bottom; y++) {
        const isFlat = Math.abs(dy) < reach;
        const middle = ax + (y - ay) * slant;
        const left = Math.max(Math.min(ax, bx) - reach, isFlat ? -Infinity : middle - side);
        const right = Math.min(Math.max(ax, bx) + reach, isFlat ? Infinity : middle + side);
        for (
          let x = Math.max(0, Math.floor(left));
          x <= Math.min(this.width - 1, Math.ceil(right));
          x++
        ) {
          const along = clampToUnit(((x - ax) * dx + (y - ay) * dy) / squared);
          const [ex, ey] = [x - ax - along * dx, y - ay - along * dy];
          const distance = Math.sqrt(ex * ex + ey * ey);
          this.blend(x, y, { coverage: Math.min(most, radius + 0.5 - distance), ink });
        }
      }
    }
  }

  /** Draws a filled disc. */
  disc([cx, cy]: Point, { width, ink }: Stroke): void {
    this.polyline([[cx, cy], [cx, cy]], { width, ink });
  }
}

/** A smooth curve through points, by cubic curves (Catmull and Rom, 1974). */
export function smooth(points: readonly Point[]): Point[] {
  const curve: Point[] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const [p0, p1, p2, p3] = [
      points[Math.max(0, i - 1)],
      points[i],
      points[i + 1],
      points[Math.min(points.length - 1, i + 2)],
    ];
    for (let step = 0; step < 8; step++) {
      const t = step / 8;
      const along = (axis: 0 | 1) =>
        p1[axis] + 0.5 * t * (p2[axis] - p0[axis] +
            t * (2 * p0[axis] - 5 * p1[axis] + 4 * p2[axis] - p3[axis] +
                t * (3 * (p1[axis] - p2[axis]) + p3[axis] - p0[axis])));
      curve.push([along(0), along(1)]);
    }
  }
  curve.push(points[points.length - 1]);
  return curve;
}
