// Where labels go so that they do not cover each other, and which points of a curve can be seen.

/**
 * Moves labels apart, each as little as possible, in the order they have.
 *
 * Labels that are too close form a block around the mean of the positions they want; blocks that meet
 * become one (the pool-adjacent-violators algorithm).
 *
 * @param wanted Where each label wants to be, in pixels.
 * @param options `gap`: the smallest distance between two labels; `low` and `high`: the range in which all
 * shall stay, if there is room.
 * @returns Where each label goes, in the order of `wanted`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { dodge } from "./layout.ts";
 *
 * assertEquals(dodge([50, 100, 102], { gap: 14 }), [50, 94, 108]);
 * ```
 */
export function dodge(
  wanted: readonly number[],
  { gap, low = -Infinity, high = Infinity }: { gap: number; low?: number; high?: number },
): number[] {
  const centreOf = (members: readonly number[]) => {
    const mean = members.reduce((sum, member) => sum + wanted[member], 0) / members.length;
    const half = gap * (members.length - 1) / 2;
    return Math.max(low + half, Math.min(high - half, mean));
  };
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const blocks: { members: number[]; centre: number }[] = [];
  for (const label of order) {
    let block = { members: [label], centre: centreOf([label]) };
    let above = blocks.at(-1);
    while (above && block.centre - above.centre < gap * reach(above, block)) {
      const members = [...above.members, ...block.members];
      block = { members, centre: centreOf(members) };
      blocks.pop();
      above = blocks.at(-1);
    }
    blocks.push(block);
  }
  const positions = new Array<number>(wanted.length);
  for (const { members, centre } of blocks) {
    for (const [i, member] of members.entries()) {
      positions[member] = centre + gap * (i - (members.length - 1) / 2);
    }
  }
  return positions;
}

/** How many gaps lie between the centres of two blocks that just touch. */
function reach(above: { members: number[] }, below: { members: number[] }): number {
  return (above.members.length + below.members.length) / 2;
}

/**
 * Leaves out points that would fall on the same pixels: the points are cut into groups of neighbours,
 * and of each group stay the lowest and the highest, so that a peak is never lost. The first and the last
 * point stay as well.
 *
 * @param points By ascending x.
 * @param options `max`: about how many may stay, at least 4.
 */
export function decimate(
  points: readonly (readonly [x: number, y: number])[],
  { max }: { max: number },
): (readonly [x: number, y: number])[] {
  if (points.length <= max) return [...points];
  const size = Math.ceil(2 * points.length / (max - 2));
  const kept = new Set([0, points.length - 1]);
  for (let start = 0; start < points.length; start += size) {
    let low = start;
    let high = start;
    for (let i = start; i < Math.min(start + size, points.length); i++) {
      if (points[i][1] < points[low][1]) low = i;
      if (points[i][1] > points[high][1]) high = i;
    }
    kept.add(low).add(high);
  }
  return [...kept].sort((a, b) => a - b).map((i) => points[i]);
}
