// What is hard about pages to measure on: one kind of page for each difficulty.

import type { Box } from "../inference/grey_image.ts";
import { growBox, unionBox } from "../inference/grey_image.ts";
import type { Random } from "../tensor/random.ts";
import { between, chance, pick } from "./dice.ts";
import type { ExamLayout } from "./exam_page.ts";
import { clampToUnit } from "../system/clamp_to_unit.ts";

type Color = readonly [number, number, number];

/** Something on the paper: where, how much of each pixel it covers, and in which color. */
interface Mark {
  readonly color: Color;
  readonly cover: (x: number, y: number) => number;
}

/** A page while it is made. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly string[];
  readonly boxes: readonly Box[];
  /** What each pixel is multiplied by. */
  readonly light: Float32Array;
  /** How much ink of digits each pixel has. */
  readonly cover: Float32Array;
  readonly marks: Mark[];
  readonly paper: Color;
  readonly ink: Color;
  readonly noise: number;
  readonly random: Random;
}

/** A kind of page. */
interface Kind extends ExamLayout {
  readonly format?: "png" | "jpeg";
  /** What comes on the page beside its digits, and into which light. */
  readonly draw?: (scene: Scene, random: Random) => void;
}

const row = { rows: [6], heights: [[70, 110]], gap: [0.15, 0.5] } as const;
const two = { rows: [6, 6], heights: [[50, 75], [50, 75]], gap: [0.15, 0.5] } as const;
const thin = [0.04, 0.08] as const;
const usual = [0.05, 0.12] as const;

/** The names of all kinds of pages. */
export const examKindNames = [
  "plain",
  "thin pen",
  "ruled paper",
  "squared paper",
  "hard shadow",
  "dark edge",
  "table",
  "underline",
  "box",
  "circle",
  "cells",
  "dash and holes",
  "open four",
  "heights 4 to 1",
  "cropped close",
  "touching",
  "no digit",
] as const;

/** The name of a kind of page. */
export type ExamKind = typeof examKindNames[number];

/** The kinds of pages. */
export const examKinds: Readonly<Record<ExamKind, Kind>> = {
  plain: { ...two, draw: (scene, random) => chance(random, 0.5) && shade(scene, random) },
  "thin pen": { ...two, pen: thin },
  "ruled paper": { ...two, pen: thin, format: "jpeg", draw: rule },
  "squared paper": { ...two, pen: thin, format: "jpeg", draw: squares },
  "hard shadow": { ...row, pen: usual, draw: shadow },
  "dark edge": { ...row, pen: usual, draw: darkEdge },
  table: { ...row, pen: usual, draw: table },
  underline: { ...row, pen: usual, draw: underline },
  box: { ...row, pen: usual, draw: frame },
  circle: { ...row, pen: usual, gap: [0.4, 0.7], draw: circle },
  cells: { ...row, pen: usual, gap: [0.45, 0.6], draw: cells },
  "dash and holes": { ...row, pen: usual, gap: [0.3, 0.6], draw: dashAndHoles },
  "open four": { ...row, pen: usual, openFours: true },
  "heights 4 to 1": {
    rows: [3, 6],
    heights: [[150, 180], [40, 48]],
    gap: [0.15, 0.4],
    pen: usual,
  },
  "cropped close": { rows: [1], heights: [[120, 220]], gap: [0, 0], margin: [0, 0.02] },
  touching: { ...row, pen: usual, gap: [0, 0] },
  "no digit": { rows: [], heights: [], gap: [0, 0], draw: noDigit },
};

/** How much of a pixel a stripe covers, whose middle is at a distance. */
function stripe(distance: number, width: number): number {
  return clampToUnit(width / 2 + 0.5 - Math.abs(distance));
}

function shade({ width, height, light }: Scene, random: Random): void {
  const [fall, x0] = [between(random, [0.1, 0.4]), between(random, [0, 1])];
  for (let i = 0; i < light.length; i++) {
    const distance = Math.hypot(i % width / width - x0, Math.floor(i / width) / height - 0.2);
    light[i] *= 1.02 - fall * distance;
  }
}

function rule({ marks, width, boxes }: Scene, random: Random): void {
  const pitch = boxes[0].height * between(random, [1, 2]);
  const [start, thickness] = [pitch * random.uniform(), between(random, [1, 2.5])];
  const slope = between(random, [-0.004, 0.004]);
  const color = pick<Color>(random, [[150, 180, 225], [190, 205, 225], [160, 160, 160]]);
  marks.push({
    color,
    cover: (x, y) => {
      const at = (y + slope * x - start) % pitch;
      return stripe(Math.min(Math.abs(at), pitch - Math.abs(at)), thickness);
    },
  });
  if (chance(random, 0.4)) {
    const x0 = chance(random, 0.5) ? 0.04 * width : 0.96 * width;
    marks.push({ color: [225, 120, 120], cover: (x) => stripe(x - x0, thickness) });
  }
}

function squares(scene: Scene, random: Random): void {
  const pitch = scene.boxes[0].height * between(random, [0.4, 0.9]);
  const [left, top] = [pitch * random.uniform(), pitch * random.uniform()];
  const thickness = between(random, [1, 2]);
  const color = pick<Color>(random, [[170, 195, 225], [200, 205, 210], [175, 175, 175]]);
  const near = (at: number) => {
    const rest = Math.abs(at) % pitch;
    return stripe(Math.min(rest, pitch - rest), thickness);
  };
  scene.marks.push({ color, cover: (x, y) => Math.max(near(x - left), near(y - top)) });
}

function shadow({ width, height, light }: Scene, random: Random): void {
  const angle = between(random, [0, 2 * Math.PI]);
  const [nx, ny] = [Math.cos(angle), Math.sin(angle)];
  const soft = between(random, [2, 40]);
  const dark = between(random, [0.25, 0.45]);
  const edge = between(random, [-0.2, 0.2]) * width;
  for (let i = 0; i < light.length; i++) {
    const d = nx * (i % width - width / 2) + ny * (Math.floor(i / width) - height / 2) - edge;
    const t = clampToUnit(d / soft + 0.5);
    light[i] *= 1 - dark * t * t * (3 - 2 * t);
  }
}

function darkEdge({ width, height, marks }: Scene, random: Random): void {
  const [l, r, t, b] = [0, 0, 0, 0].map(() => chance(random, 0.6) ? between(random, [3, 25]) : 0);
  marks.push({
    color: pick<Color>(random, [[5, 5, 5], [40, 35, 30]]),
    cover: (x, y) => Number(x < l || y < t || x >= width - r || y >= height - b),
  });
}

function table({ width, height, marks }: Scene, random: Random): void {
  const sides = [0, 0, 0, 0].map(() => between(random, [15, 45]));
  const tilt = between(random, [-0.03, 0.03]);
  const color = pick<Color>(random, [[92, 64, 42], [60, 60, 64], [120, 90, 60]]);
  marks.push({
    color,
    cover: (x, y) => {
      const [u, v] = [x + tilt * (y - height / 2), y - tilt * (x - width / 2)];
      const inside = u > sides[0] && v > sides[1] && u < width - sides[2] && v < height - sides[3];
      return inside ? 0 : 0.94 + 0.06 * Math.sin(x / 9 + y / 3);
    },
  });
}

/** A line from left to right. */
function line(y0: number, [x0, x1]: readonly [number, number], width: number): Mark["cover"] {
  return (x, y) => x < x0 || x > x1 ? 0 : stripe(y - y0 - 2 * Math.sin(x / 150), width);
}

function underline({ boxes, marks, ink }: Scene, random: Random): void {
  const { x, y, width, height } = unionBox(boxes);
  const [first, last] = [x - between(random, [0, 30]), x + width + between(random, [0, 30])];
  const at = y + height + between(random, [8, 30]);
  marks.push({ color: ink, cover: line(at, [first, last], between(random, [3, 6])) });
  if (chance(random, 0.4)) marks.push({ color: ink, cover: line(at + 14, [first, last], 4) });
}

/** The outline of a rectangle. */
function outline({ x, y, width, height }: Box, stroke: number): Mark["cover"] {
  return (px, py) => {
    const [dx, dy] = [px - x - width / 2, py - y - height / 2];
    const [ox, oy] = [Math.abs(dx) - width / 2, Math.abs(dy) - height / 2];
    const distance = ox > 0 || oy > 0
      ? Math.hypot(Math.max(ox, 0), Math.max(oy, 0))
      : Math.max(ox, oy);
    return stripe(distance, stroke);
  };
}

function frame({ boxes, marks, ink }: Scene, random: Random): void {
  const color = chance(random, 0.5) ? ink : [20, 20, 20] as const;
  const box = growBox(unionBox(boxes), between(random, [12, 40]));
  marks.push({ color, cover: outline(box, between(random, [2, 5])) });
}

function circle({ boxes, marks, ink }: Scene, random: Random): void {
  const { x, y, width, height } = pick(random, boxes);
  const [cx, cy] = [x + width / 2, y + height / 2];
  const [rx, ry] = [width / 2 + height * 0.18, height * between(random, [0.65, 0.75])];
  const stroke = between(random, [3, 5]);
  marks.push({
    color: chance(random, 0.5) ? ink : [190, 40, 40],
    cover: (px, py) => {
      const r = Math.hypot((px - cx) / rx, (py - cy) / ry);
      return stripe((r - 1) * Math.min(rx, ry), stroke);
    },
  });
}

function cells({ boxes, marks }: Scene, random: Random): void {
  const color = pick<Color>(random, [[20, 20, 20], [120, 120, 125], [200, 110, 90]]);
  const stroke = between(random, [2, 4]);
  const all = unionBox(boxes);
  const [y, height] = [all.y - 20, all.height + 40];
  for (const [i, box] of boxes.entries()) {
    const left = i === 0 ? box.x - 18 : (boxes[i - 1].x + boxes[i - 1].width + box.x) / 2;
    const right = i === boxes.length - 1
      ? box.x + box.width + 18
      : (box.x + box.width + boxes[i + 1].x) / 2;
    marks.push({ color, cover: outline({ x: left, y, width: right - left, height }, stroke) });
  }
}

function dashAndHoles({ boxes, marks, ink, width, height }: Scene, random: Random): void {
  const after = random.integer(boxes.length - 1);
  const [a, b] = [boxes[after], boxes[after + 1]];
  const [from, to] = [a.x + a.width, b.x];
  const reach = (to - from) * 0.3;
  const y0 = a.y + a.height / 2;
  marks.push({ color: ink, cover: line(y0, [from + reach, to - reach], 5) });
  if (chance(random, 0.5)) {
    const radius = between(random, [9, 16]);
    const x0 = width - radius - 8;
    for (const y0 of [0.25 * height, 0.75 * height]) {
      marks.push({
        color: [45, 40, 38],
        cover: (x, y) => clampToUnit(radius + 0.5 - Math.hypot(x - x0, y - y0)),
      });
    }
  }
}

/** Lines, holes, shadows: all of the above where nobody has written yet. */
function noDigit(scene: Scene, random: Random): void {
  const { width, height } = scene;
  const box = { x: 0.2 * width, y: 0.4 * height, width: 0.4 * width, height: 80 };
  const page = { ...scene, boxes: [box, { ...box, x: 0.7 * width, width: 50 }] };
  const draws = [rule, squares, shadow, darkEdge, table, underline, frame, dashAndHoles, shade];
  for (const draw of random.shuffle(draws).slice(0, 1 + random.integer(3))) draw(page, random);
}
