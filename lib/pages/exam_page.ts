// Pages to measure on: made in another way than those that are learned from, as files in color.

import { encode } from "fast-png";
import jpeg from "jpeg-js";
import type { Dataset } from "../data/mod.ts";
import { Random, type StreamKey } from "../tensor/random.ts";
import { between, chance, pick } from "./dice.ts";
import { type ExamKind, examKinds, type Scene } from "./exam_kinds.ts";
import { inkOf, openFour } from "./exam_ink.ts";

/** A page whose digits are known. */
export interface ExamPage {
  /** A PNG or JPEG file. */
  readonly file: Uint8Array;
  /** The digits of each row, from the top. None for a page without any. */
  readonly rows: readonly string[];
}

/** Pixels of a page between its edge and its digits. */
const MARGIN = 70;

/**
 * Makes a page of one kind.
 *
 * @param images The digits on it, 28x28 bytes each: such as no network has seen.
 * @param options `kind`: what is hard about it; `key`: the stream of chance, such as `[seed, index]`.
 */
export function makeExamPage(
  images: Dataset,
  { kind, key }: { kind: ExamKind; key: StreamKey },
): ExamPage {
  const random = new Random([...key, kind]);
  const { draw, format, ...layout } = examKinds[kind];
  const scene = write(images, { random, ...layout });
  const { rows } = scene;
  draw?.(scene, random);
  const data = develop(scene);
  const { width, height } = scene;
  const type = format ?? pick(random, ["png", "jpeg"] as const);
  return {
    rows,
    file: type === "png"
      ? encode({ width, height, data, channels: 4 })
      : new Uint8Array(jpeg.encode({ width, height, data }, pick(random, [60, 75, 90])).data),
  };
}

/** How the digits of a page are laid out. */
export interface ExamLayout {
  /** Digits of each row. */
  readonly rows: readonly number[];
  /** Height of the digits of each row, in pixels, from and to. */
  readonly heights: readonly (readonly [number, number])[];
  /** From one digit to the next, as a part of the height, from and to. */
  readonly gap: readonly [number, number];
  /** The width of the pen as a part of the height, from and to; `undefined` for that of the images. */
  readonly pen?: readonly [number, number];
  /** Whether fours are written in two strokes that do not meet. */
  readonly openFours?: boolean;
  /** Pixels between digits and the edge of the picture, as a part of the height. */
  readonly margin?: readonly [number, number];
}

/** Writes the digits on a page of paper that is as large as it must be. */
function write(
  images: Dataset,
  { random, rows, heights, gap, pen, openFours, margin }: ExamLayout & { random: Random },
): Scene {
  const width = pen && between(random, pen);
  const lines = rows.map((count, row) => {
    const height = between(random, heights[row]);
    return Array.from({ length: count }, () => {
      const index = random.integer(images.count);
      const digit = images.label(index);
      const size = height * between(random, [0.93, 1.07]);
      const ink = digit === 4 && openFours
        ? openFour(random, { size, width: width ?? 0.09 })
        : inkOf(images.image(index), { size, width });
      return { digit, ink, gap: height * between(random, gap) };
    });
  });
  const rim = () =>
    margin ? between(random, margin) * heights[0][0] : MARGIN + between(random, [0, 40]);
  const left = rim();
  const boxes: Scene["boxes"][number][] = [];
  let top = rim();
  let right = 0;
  for (const line of lines) {
    let x = left + (margin ? 0 : between(random, [0, 30]));
    const height = Math.max(...line.map(({ ink }) => ink.height));
    for (const { ink, gap } of line) {
      const drift = margin ? 0 : height * between(random, [-0.05, 0.05]);
      boxes.push({
        x: Math.round(x),
        y: Math.round(top + drift + (height - ink.height) / 2),
        width: ink.width,
        height: ink.height,
      });
      x += ink.width + gap;
      right = Math.max(right, x - gap);
    }
    top += height * (margin ? 1 : between(random, [1.4, 1.8]));
  }
  const isEmpty = boxes.length === 0;
  const size = {
    width: isEmpty ? Math.round(between(random, [500, 1000])) : Math.round(right + rim()),
    height: isEmpty
      ? Math.round(between(random, [250, 600]))
      : Math.round(top + (margin ? rim() : between(random, [20, 60]))),
  };
  const scene: Scene = {
    ...size,
    rows: lines.map((line) => line.map(({ digit }) => digit).join("")),
    boxes,
    light: new Float32Array(size.width * size.height).fill(1),
    cover: new Float32Array(size.width * size.height),
    marks: [],
    paper: pick(random, [[246, 244, 240], [255, 255, 255], [238, 230, 212], [225, 228, 232]]),
    ink: pick(random, [[30, 40, 110], [25, 25, 28], [60, 60, 66], [20, 60, 150]]),
    noise: chance(random, 0.5) ? between(random, [1, 6]) : 1,
    random,
  };
  for (const [i, { ink }] of lines.flat().entries()) {
    const box = boxes[i];
    for (let y = 0; y < box.height; y++) {
      for (let x = 0; x < box.width; x++) {
        if (box.x + x < 0 || box.x + x >= size.width || box.y + y < 0 || box.y + y >= size.height) {
          continue;
        }
        const at = (box.y + y) * size.width + box.x + x;
        scene.cover[at] = Math.max(scene.cover[at], ink.values[y * ink.width + x]);
      }
    }
  }
  return scene;
}

/** From paper, marks, ink and light to bytes. */
function develop({ width, height, light, cover, marks, paper, ink, noise, random }: Scene) {
  const data = new Uint8Array(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    let color: readonly number[] = paper;
    for (const mark of marks) {
      const part = mark.cover(x, y);
      if (part > 0) color = color.map((value, k) => value + (mark.color[k] - value) * part);
    }
    const grain = noise * random.normal();
    for (let k = 0; k < 3; k++) {
      const value = color[k] + (ink[k] - color[k]) * cover[i];
      data[4 * i + k] = Math.max(0, Math.min(255, light[i] * value + grain));
    }
    data[4 * i + 3] = 255;
  }
  return data;
}
