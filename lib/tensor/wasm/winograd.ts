// Convolutions with filters of 3 x 3 by Winograd's method: a quarter of the multiplications.

import type { Dispatch } from "./dispatch.ts";
import { type Convolution, productsOf } from "./geometry.ts";

/** Bytes of transformed tiles under way, and of one tile: as in `assembly/winograd/group.ts`. */
const GROUP_BYTES = 400_000;

/** Points of a transformed tile. */
const POINTS = 36;

/** How many tiles of 4 x 4 cover the result. */
function tilesOf(height: number, width: number): number {
  return Math.ceil(height / 4) * Math.ceil(width / 4);
}

/**
 * Whether the method can be used and pays: filters of 3 x 3 by stride 1, whole vectors of channels,
 * and tiles that do not hang far over the edge.
 */
export function winogradFits(g: Convolution): boolean {
  if (g.filterHeight !== 3 || g.filterWidth !== 3 || g.stride !== 1) return false;
  if (g.channels % 8 !== 0 || g.outChannels % 8 !== 0) return false;
  return POINTS * tilesOf(g.outHeight, g.outWidth) <= 0.6 * 9 * g.outHeight * g.outWidth;
}

/** The three convolutions of a training step. */
export class WinogradConvolutions {
  readonly #dispatch: Dispatch;

  constructor(dispatch: Dispatch) {
    this.#dispatch = dispatch;
  }

  /** `out = x * filters + bias`, given their addresses; 0 for no bias. */
  forward(g: Convolution, [x, filters, out, bias]: [number, number, number, number]): void {
    const dispatch = this.#dispatch;
    const transformed = dispatch.shared(4 * POINTS * g.channels * g.outChannels);
    const parallel = dispatch.sharesMultiplications(productsOf(g));
    dispatch.run("transformFilters", [filters, transformed, g.channels, g.outChannels], {
      items: g.channels,
      parallel,
    });
    dispatch.run("winogradConv2d", [
      x,
      transformed,
      out,
      bias,
      g.height,
      g.width,
      g.channels,
      g.outChannels,
      g.padding,
      g.outHeight,
      g.outWidth,
    ], { items: g.batch, parallel, scratch: groupBytes(g.channels, g.outChannels) });
  }

  /** The gradient for the input. */
  inputGradient(g: Convolution, [dy, filters, out]: [number, number, number]): void {
    const dispatch = this.#dispatch;
    const matrix = 4 * g.channels * g.outChannels;
    const transformed = dispatch.shared((POINTS + 9) * matrix);
    const transposed = transformed + POINTS * matrix;
    const parallel = dispatch.sharesMultiplications(productsOf(g));
    dispatch.run("transposeFilters", [filters, transposed, g.channels, g.outChannels], {
      items: g.channels,
      grain: 16,
      parallel,
    });
    dispatch.run("transformFilters", [transposed, transformed, g.outChannels, g.channels], {
      items: g.outChannels,
      parallel,
    });
    dispatch.run("winogradInputGradient", [
      dy,
      transformed,
      out,
      g.height,
      g.width,
      g.channels,
      g.outChannels,
      g.padding,
      g.outHeight,
      g.outWidth,
    ], { items: g.batch, parallel, scratch: groupBytes(g.channels, g.outChannels) });
  }

  /** The gradient for the filters: `out = alpha * …`, or with `add` 1 `out += alpha * …`. */
  filterGradient(
    g: Convolution,
    [x, dy, out]: [number, number, number],
    { alpha, add }: { alpha: number; add: number },
  ): void {
    const dispatch = this.#dispatch;
    const sums = dispatch.shared(4 * POINTS * g.channels * g.outChannels);
    const parallel = dispatch.sharesMultiplications(productsOf(g));
    // Every block of channels transforms dy anew, so there are no more than threads.
    const blocks = parallel ? Math.min(dispatch.threads, g.channels / 4) : 1;
    const block = 4 * Math.ceil(g.channels / 4 / blocks);
    dispatch.run("sumFilterGradient", [
      x,
      dy,
      sums,
      g.batch,
      g.height,
      g.width,
      g.channels,
      g.outChannels,
      g.padding,
      g.outHeight,
      g.outWidth,
      block,
    ], {
      items: Math.ceil(g.channels / block),
      parallel,
      scratch: groupBytes(g.channels, g.outChannels),
    });
    dispatch.run("transformFilterGradient", [sums, out, g.channels, g.outChannels, alpha, add], {
      items: g.channels,
      parallel,
    });
  }
}

/** Bytes of a group of transformed tiles and of one tile before. */
function groupBytes(channels: number, outChannels: number): number {
  const tile = 4 * POINTS * (channels + outChannels);
  return Math.max(GROUP_BYTES, 4 * tile) + 2 * tile + 2 * POINTS * 128;
}
