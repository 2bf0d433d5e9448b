// From a map of probabilities to places: where a network is surer of a digit than all around.

import type { ClassMap } from "./class_map.ts";

/** A place where a digit may be. */
export interface Candidate {
  /** Its middle, in pixels of the picture. */
  readonly x: number;
  readonly y: number;
  /** The longer side of the digit, in pixels of the picture. */
  readonly size: number;
  /** How likely it is some digit. */
  readonly score: number;
}

/** Places that are less likely to hold a digit are not looked at again. */
const MIN_SCORE = 0.5;
/** Two candidates are the same digit if their middles are nearer than this part of the larger one's size, */
const SAME_X = 0.3;
const SAME_Y = 0.5;
/** or if the middle of one that is smaller by at least this factor lies within the other. */
const PART = 1.4;

/**
 * The peaks of a map, each refined by its neighbours.
 *
 * @param map What a network says of each window; its last class is none.
 * @param options `scale`: pixels of the map's picture for one of the original; `size`: the longer side of
 * the digits that are looked for, in pixels of the map's picture.
 */
export function findPeaks(
  map: ClassMap,
  { scale, size }: { scale: number; size: number },
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
      if (score < MIN_SCORE) continue;
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
 * Of candidates that are the same digit, or a part of a surer one, only the surest stays; its size is the
 * mean of theirs, by how sure they are.
 *
 * @param candidates In any order.
 * @param options `most`: how many stay at most, which bounds the time for pictures full of them.
 * @returns The candidates that stay, the surest first.
 */
export function suppress(
  candidates: readonly Candidate[],
  { most = Infinity }: { most?: number } = {},
): Candidate[] {
  const kept: { best: Candidate; weight: number; logSize: number }[] = [];
  for (const candidate of [...candidates].sort((a, b) => b.score - a.score)) {
    const same = kept.find(({ best }) => isSame(best, candidate));
    if (same === undefined) {
      if (kept.length === most) break;
      const { score, size } = candidate;
      kept.push({ best: candidate, weight: score, logSize: score * Math.log(size) });
      continue;
    }
    const ratio = candidate.size / same.best.size;
    const isBeside = ratio > 0.6 && ratio < 1.6 &&
      Math.abs(candidate.x - same.best.x) < 0.2 * same.best.size;
    if (!isBeside) continue;
    same.weight += candidate.score;
    same.logSize += candidate.score * Math.log(candidate.size);
  }
  return kept.map(({ best, weight, logSize }) => ({ ...best, size: Math.exp(logSize / weight) }));
}

function isSame(a: Candidate, b: Candidate): boolean {
  const [dx, dy] = [Math.abs(a.x - b.x), Math.abs(a.y - b.y)];
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (large.size / small.size >= PART) return dx < 0.45 * large.size && dy < 0.5 * large.size;
  return dx < SAME_X * large.size && dy < SAME_Y * large.size;
}
