// From a map of probabilities to places: where a network is surer of a digit than all around.

import { exp, log } from "../tensor/elementary.ts";
import type { ClassMap } from "./class_map.ts";
import type { Place } from "./window_cutter.ts";

/** A place, and how likely there is a digit. */
export interface Candidate extends Place {
  /** How likely it is some digit. */
  readonly score: number;
}

/** Two candidates are the same digit if their middles are nearer than this part of the larger one's size, */
const SAME_X = 0.3;
const SAME_Y = 0.5;
/** or if the middle of one that is smaller by at least this factor lies within the other. */
const PART = 1.4;
/** Those that are nearer than this part of its size, and larger or smaller by less than this factor, are alike. */
const ALIKE_REACH = 0.35;
const ALIKE_RATIO = 1.6;

/**
 * The peaks of a map, each refined by its neighbours.
 *
 * @param map What a network says of each window; its last class is none.
 * @param options `scale`: pixels of the map's picture for one of the original; `size`: the longer side of
 * the digits that are looked for, in pixels of the map's picture; `atLeast`: how likely a peak is a digit.
 */
export function findPeaks(
  map: ClassMap,
  { scale, size, atLeast }: { scale: number; size: number; atLeast: number },
): Candidate[] {
  const { rows, columns, classes, probabilities, stride } = map;
  const scoreAt = (row: number, column: number) =>
    row < 0 || column < 0 || row >= rows || column >= columns
      ? 0
      : 1 - probabilities[(row * columns + column) * classes + classes - 1];
  const peaks: Candidate[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const score = scoreAt(row, column);
      if (score < atLeast) continue;
      let [isPeak, sum, sumX, sumY] = [true, 0, 0, 0];
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const near = scoreAt(row + dy, column + dx);
          // Of neighbours that are equally sure the first is the peak.
          const isBefore = dy < 0 || dy === 0 && dx < 0;
          if (near > score || isBefore && near === score) isPeak = false;
          sum += near;
          sumX += near * dx;
          sumY += near * dy;
        }
      }
      if (!isPeak) continue;
      peaks.push({
        x: stride * (column + sumX / sum) / scale,
        y: stride * (row + sumY / sum) / scale,
        size: size / scale,
        score,
      });
    }
  }
  return peaks;
}

/**
 * Of what is the same digit, or a part of a surer one, only the surest stays. Where and how large it is say all
 * together that are about as large.
 *
 * @param candidates In any order.
 * @returns What stays, the surest first.
 */
export function suppress(candidates: readonly Candidate[]): Candidate[] {
  const groups: Candidate[][] = [];
  for (const candidate of candidates.toSorted((a, b) => b.score - a.score)) {
    const group = groups.find(([surest]) => isSame(surest, candidate));
    if (group === undefined) groups.push([candidate]);
    else if (isAlike(group[0], candidate)) group.push(candidate);
  }
  return groups.map((group) => ({
    x: mean(group, ({ x }) => x),
    y: mean(group, ({ y }) => y),
    size: exp(mean(group, ({ size }) => log(size))),
    score: group[0].score,
  }));
}

/** The mean of some number of each candidate, weighted by how sure it is. */
function mean(group: readonly Candidate[], of: (candidate: Candidate) => number): number {
  const total = group.reduce((sum, { score }) => sum + score, 0);
  return group.reduce((sum, candidate) => sum + candidate.score * of(candidate), 0) / total;
}

function isAlike(a: Candidate, b: Candidate): boolean {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const ratio = b.size / a.size;
  return Math.sqrt(dx * dx + dy * dy) < ALIKE_REACH * a.size &&
    ratio < ALIKE_RATIO && ratio > 1 / ALIKE_RATIO;
}

function isSame(a: Candidate, b: Candidate): boolean {
  const [dx, dy] = [Math.abs(a.x - b.x), Math.abs(a.y - b.y)];
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (large.size / small.size >= PART) return dx < 0.45 * large.size && dy < 0.5 * large.size;
  return dx < SAME_X * large.size && dy < SAME_Y * large.size;
}
