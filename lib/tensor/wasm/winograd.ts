// Convolutions with filters of 3 x 3 by Winograd's method: a quarter of the multiplications.

import type { Tensor } from "../tensor.ts";
import type { Dispatch } from "./dispatch.ts";
import { type Convolution, productsOf } from "./geometry.ts";
import type { KernelConstants } from "./kernels.ts";

/** The method pays if it takes at most this part of the multiplications. */
const MAX_SHARE = 0.6;

/**
 * Whether the method can be used and pays: filters of 3 x 3 by stride 1, whole vectors of channels,
 * and tiles that do not hang far over the edge.
 */
export function winogradFits(g: Convolution, constants: KernelConstants): boolean {
  const { WINOGRAD_CHANNELS, WINOGRAD_POINTS, WINOGRAD_TILE_SIDE } = constants;
  if (g.filterHeight !== 3 || g.filterWidth !== 3 || g.stride !== 1) return false;
  if (g.channels % WINOGRAD_CHANNELS !== 0 || g.outChannels % WINOGRAD_CHANNELS !== 0) return false;
  const tiles = Math.ceil(g.outHeight / WINOGRAD_TILE_SIDE) *
    Math.ceil(g.outWidth / WINOGRAD_TILE_SIDE);
  return WINOGRAD_POINTS * tiles <= MAX_SHARE * 9 * g.outHeight * g.outWidth;
}

/** The three convolutions of a training step. */
export class WinogradConvolutions {
  readonly #dispatch: Dispatch;

  constructor(dispatch: Dispatch) {
    this.#dispatch = dispatch;
  }

  /** `out = x * filters + bias`. */
  forward(
    g: Convolution,
    { x, filters, out, bias }: { x: Tensor; filters: Tensor; out: Tensor; bias?: Tensor },
  ): void {
    const dispatch = this.#dispatch;
    const { kernels, addressOf } = dispatch;
    const transformed = dispatch.shared(kernels.winogradFilterBytes(g.channels, g.outChannels));
    const parallel = dispatch.sharesMultiplications(productsOf(g));
    dispatch.run("transformFilters", [addressOf(filters), transformed, g.channels, g.outChannels], {
      items: g.channels,
      parallel,
    });
    dispatch.runWithScratch("winogradConv2d", [
      addressOf(x),
      transformed,
      addressOf(out),
      bias === undefined ? 0 : addressOf(bias),
      g.height,
      g.width,
      g.channels,
      g.outChannels,
      g.padding,
      g.outHeight,
      g.outWidth,
    ], {
      items: g.batch,
      images: out,
      parallel,
      scratchBytes: kernels.winogradScratchBytes(g.channels, g.outChannels),
    });
  }

  /** The gradient for the input. */
  inputGradient(
    g: Convolution,
    { dy, filters, out }: { dy: Tensor; filters: Tensor; out: Tensor },
  ): void {
    const dispatch = this.#dispatch;
    const { kernels, addressOf } = dispatch;
    const transformedBytes = kernels.winogradFilterBytes(g.channels, g.outChannels);
    const transformed = dispatch.shared(transformedBytes + 4 * 9 * g.channels * g.outChannels);
    const transposed = transformed + transformedBytes;
    const parallel = dispatch.sharesMultiplications(productsOf(g));
    dispatch.run("transposeFilters", [addressOf(filters), transposed, g.channels, g.outChannels], {
      items: g.channels,
      grain: 16,
      parallel,
    });
    dispatch.run("transformFilters", [transposed, transformed, g.outChannels, g.channels], {
      items: g.outChannels,
      parallel,
    });
    dispatch.runWithScratch("winogradInputGradient", [
      addressOf(dy),
      transformed,
      addressOf(out),
      g.height,
      g.width,
      g.channels,
      g.outChannels,
      g.padding,
      g.outHeight,
      g.outWidth,
    ], {
      items: g.batch,
      images: out,
      parallel,
      scratchBytes: kernels.winogradScratchBytes(g.channels, g.outChannels),
    });
  }

  /** The gradient for the filters: `out = alpha * …`, or with `add` 1 `out += alpha * …`. */
  filterGradient(
    g: Convolution,
    [x, dy, out]: [number, number, number],
    { alpha, add }: { alpha: number; add: number },
  ): void {
    const dispatch = this.#dispatch;
    const { kernels, constants: { WINOGRAD_BLOCK } } = dispatch;
    const sums = dispatch.shared(kernels.winogradFilterBytes(g.channels, g.outChannels));
    const parallel = dispatch.sharesMultiplications(productsOf(g));
    // Every block of channels transforms dy anew, so there are no more than threads.
    const parts = g.channels / WINOGRAD_BLOCK;
    const blocks = parallel ? Math.min(dispatch.threads, parts) : 1;
    const block = WINOGRAD_BLOCK * Math.ceil(parts / blocks);
    dispatch.runWithScratch("sumFilterGradient", [
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
      scratchBytes: kernels.winogradScratchBytes(g.channels, g.outChannels),
    });
    dispatch.run("transformFilterGradient", [sums, out, g.channels, g.outChannels, alpha, add], {
      items: g.channels,
      parallel,
    });
  }
}
