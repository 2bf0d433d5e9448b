// How many tiles are transformed together, and how they lie.

/** Bytes of transformed tiles that are under way at once: with the filters they fit the second cache. */
const GROUP_BYTES = 400_000;

/** How many tiles are transformed together: a multiple of 4. */
// @ts-ignore: decorator
@inline
export function groupOf(channels: i32, outChannels: i32): i32 {
  return max(4, GROUP_BYTES / (36 * 4 * (channels + outChannels)) & ~3);
}

/**
 * Bytes of a matrix of tiles: an odd number of cache lines, for a tile's numbers in all 36 matrices
 * are written together, and the first cache must not have to put them in the same few sets.
 */
// @ts-ignore: decorator
@inline
export function sliceOf(pixel: usize, group: i32): usize {
  return (pixel * <usize>group + 63 & ~63) | 64;
}
