// What happens to a sheet on its way into a file: it is turned, lit, shaded, blurred, grained, compressed.

import jpeg from "jpeg-js";
import { blankImage, type Box, type GreyImage } from "../inference/grey_image.ts";
import { cos, sin } from "../tensor/elementary.ts";
import type { Random } from "../tensor/random.ts";
import type { Point } from "./canvas.ts";
import { between, chance, pick, scaleBetween } from "./dice.ts";
import { clampToUnit } from "../system/clamp_to_unit.ts";

/** A sheet as a camera saw it. */
export interface Photograph {
  readonly picture: GreyImage;
  /** Where something of the sheet came to lie. */
  readonly place: (box: Box) => Box;
}

/**
 * Takes a picture of a sheet that lies on a table, not quite straight and seen from aside.
 *
 * @param sheet What is photographed.
 * @param options `margin`: how much of the table is seen around it, in pixels; less than 0 cuts off.
 */
export function layOnTable(
  sheet: GreyImage,
  { random, margin, turn, tilt }: {
    random: Random;
    margin: number;
    turn: number;
    tilt: number;
  },
): Photograph {
  const [width, height] = [
    Math.round(sheet.width + 2 * margin),
    Math.round(sheet.height + 2 * margin),
  ];
  const angle = between(random, [-turn, turn]);
  const [c, s] = [cos(angle), sin(angle)];
  const [px, py] = [between(random, [-tilt, tilt]), between(random, [-tilt, tilt])];
  const [mx, my] = [width / 2, height / 2];
  const far = Math.max(width, height);
  /** From a point of the sheet, seen from its middle, to the picture. */
  const project = ([x, y]: Point): Point => {
    const [u, v] = [c * x - s * y, s * x + c * y];
    const depth = 1 + (px * u + py * v) / far;
    return [mx + u / depth, my + v / depth];
  };
  const picture = blankImage(width, height);
  const table = chance(random, 0.3) ? between(random, [0.7, 1]) : between(random, [0, 0.4]);
  const grain = between(random, [0, 0.06]);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // The way back: u = U / depth gives U = u depth with depth = 1 / (1 - (px u + py v) / far).
      const [u, v] = [x + 0.5 - mx, y + 0.5 - my];
      const depth = 1 / (1 - (px * u + py * v) / far);
      const [U, V] = [u * depth, v * depth];
      const sx = c * U + s * V + sheet.width / 2;
      const sy = c * V - s * U + sheet.height / 2;
      const at = y * width + x;
      picture.values[at] = sx < 0 || sy < 0 || sx >= sheet.width || sy >= sheet.height
        ? table + grain * (random.uniform() - 0.5)
        : interpolate(sheet, sx - 0.5, sy - 0.5);
    }
  }
  const place = ({ x, y, width, height }: Box): Box => {
    const corners = [[x, y], [x + width, y], [x, y + height], [x + width, y + height]]
      .map(([x, y]) => project([x - sheet.width / 2, y - sheet.height / 2]));
    const xs = corners.map(([x]) => x).sort((a, b) => a - b);
    const ys = corners.map(([, y]) => y).sort((a, b) => a - b);
    // The strokes do not reach into the corners of their box, so that the middle of these will do.
    const [left, right] = [(xs[0] + xs[1]) / 2, (xs[2] + xs[3]) / 2];
    const [top, bottom] = [(ys[0] + ys[1]) / 2, (ys[2] + ys[3]) / 2];
    return { x: left, y: top, width: right - left, height: bottom - top };
  };
  return { picture, place };
}

function interpolate({ width, height, values }: GreyImage, x: number, y: number): number {
  const left = Math.max(0, Math.min(width - 2, Math.floor(x)));
  const top = Math.max(0, Math.min(height - 2, Math.floor(y)));
  const [fx, fy] = [clampToUnit(x - left), clampToUnit(y - top)];
  const at = top * width + left;
  const right = width > 1 ? at + 1 : at;
  const down = height > 1 ? width : 0;
  return (1 - fy) * ((1 - fx) * values[at] + fx * values[right]) +
    fy * ((1 - fx) * values[at + down] + fx * values[right + down]);
}

/** Lights a picture: from one side, and with a shadow whose edge may be hard. */
export function light({ width, height, values }: GreyImage, random: Random): void {
  const slope = [between(random, [-0.25, 0.25]), between(random, [-0.25, 0.25])];
  const isEven = chance(random, 0.4);
  const shadow = chance(random, 0.3);
  const angle = between(random, [0, 6.3]);
  const [nx, ny] = [cos(angle), sin(angle)];
  const far = Math.max(width, height);
  const edge = between(random, [-0.35, 0.35]) * far;
  const softness = scaleBetween(random, [0.5, 0.3 * far + 1]);
  const dark = between(random, [0.15, 0.55]);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x - width / 2, y - height / 2];
      let factor = isEven ? 1 : 0.9 + (slope[0] * u + slope[1] * v) / far;
      if (shadow) {
        const inside = (nx * u + ny * v - edge) / softness + 0.5;
        factor *= 1 - dark * clampToUnit(inside);
      }
      values[y * width + x] *= factor;
    }
  }
}

/** Darkens some of the edges, as scanners and cutting boards do. */
export function darkenEdges({ width, height, values }: GreyImage, random: Random): void {
  const widest = 0.05 * Math.min(width, height) + 3;
  const [left, right, top, bottom] = [0, 1, 2, 3].map(() =>
    chance(random, 0.5) ? scaleBetween(random, [1, widest]) : 0
  );
  const dark = between(random, [0, 0.3]);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isEdge = x < left || y < top || x >= width - right || y >= height - bottom;
      if (isEdge) values[y * width + x] = dark;
    }
  }
}

/** Blurs a picture by box means, along the rows and then down the columns. */
export function blur(image: GreyImage, radius: number): void {
  const { width, height, values } = image;
  const whole = Math.floor(radius);
  const rest = radius - whole;
  const total = 1 + 2 * radius;
  const line = new Float32Array(Math.max(width, height));
  const along = (length: number, start: number, step: number) => {
    for (let i = 0; i < length; i++) line[i] = values[start + i * step];
    const value = (i: number) => line[Math.max(0, Math.min(length - 1, i))];
    for (let i = 0; i < length; i++) {
      let sum = rest * (value(i - whole - 1) + value(i + whole + 1));
      for (let k = -whole; k <= whole; k++) sum += value(i + k);
      values[start + i * step] = sum / total;
    }
  };
  for (let y = 0; y < height; y++) along(width, y * width, 1);
  for (let x = 0; x < width; x++) along(height, x, width);
}

/** Adds the grain of a camera, and brings everything back between black and white. */
export function grain(
  { values }: GreyImage,
  { random, std }: { random: Random; std: number },
): void {
  for (let i = 0; i < values.length; i++) {
    const value = std > 0 ? values[i] + std * random.normal() : values[i];
    values[i] = clampToUnit(value);
  }
}

/** Sends a picture through JPEG. */
export function compress({ width, height, values }: GreyImage, random: Random): void {
  const data = new Uint8Array(4 * values.length);
  for (let i = 0; i < values.length; i++) {
    data.fill(255 * clampToUnit(values[i]), 4 * i, 4 * i + 3);
    data[4 * i + 3] = 255;
  }
  const quality = pick(random, [35, 50, 65, 75, 85]);
  const decoded = jpeg.decode(jpeg.encode({ width, height, data }, quality).data, {
    useTArray: true,
  });
  for (let i = 0; i < values.length; i++) values[i] = decoded.data[4 * i] / 255;
}
