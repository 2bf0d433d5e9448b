// Convolution and its gradients on kernels: in the plain way, or by Winograd's method.

import { type ConvolutionOperations, referenceConvolution } from "../operations/convolution.ts";
import type { Tensor } from "../tensor.ts";
import type { Dispatch } from "./dispatch.ts";
import { convolutionOf, lengthsOf, productsOf } from "./geometry.ts";
import { WinogradConvolutions, winogradFits } from "./winograd.ts";

/** The operations on images and filters. */
export function wasmConvolution(dispatch: Dispatch): Partial<ConvolutionOperations> {
  const { kernels, constants, addressOf } = dispatch;
  const winograd = new WinogradConvolutions(dispatch);
  return {
    conv2d(x, filters, options) {
      const { out, bias, stride, padding } = options;
      if (isEmpty(x, filters)) return referenceConvolution.conv2d(x, filters, options);
      const g = convolutionOf({ x, filters, y: out, stride, padding });
      const start = bias === undefined ? 0 : addressOf(bias);
      if (winogradFits(g, constants)) {
        return winograd.forward(g, { x, filters, out, bias });
      }
      const lengths = lengthsOf(g);
      dispatch.runWithScratch(
        "conv2d",
        [addressOf(x), addressOf(filters), addressOf(out), start, ...lengths],
        {
          items: g.batch,
          images: out,
          parallel: dispatch.sharesMultiplications(productsOf(g)),
          scratchBytes: kernels.conv2dScratchBytes(...lengths),
        },
      );
    },

    conv2dInputGradient(dy, filters, options) {
      const { out, stride, padding } = options;
      if (isEmpty(dy, filters)) {
        return referenceConvolution.conv2dInputGradient(dy, filters, options);
      }
      const g = convolutionOf({ x: out, filters, y: dy, stride, padding });
      if (winogradFits(g, constants)) {
        return winograd.inputGradient(g, { dy, filters, out });
      }
      const lengths = lengthsOf(g);
      dispatch.runWithScratch(
        "conv2dInputGradient",
        [addressOf(dy), addressOf(filters), addressOf(out), ...lengths],
        {
          items: g.batch,
          images: out,
          parallel: dispatch.sharesMultiplications(productsOf(g)),
          scratchBytes: kernels.conv2dInputGradientScratchBytes(...lengths),
        },
      );
    },

    conv2dFilterGradient(x, dy, options) {
      const { out, alpha = 1, accumulate = false, stride, padding } = options;
      if (isEmpty(x, dy)) return referenceConvolution.conv2dFilterGradient(x, dy, options);
      const g = convolutionOf({ x, filters: out, y: dy, stride, padding });
      const add = accumulate ? 1 : 0;
      const addresses: [number, number, number] = [addressOf(x), addressOf(dy), addressOf(out)];
      if (winogradFits(g, constants)) {
        return winograd.filterGradient(g, addresses, { alpha, add });
      }
      const lengths = lengthsOf(g);
      const taps = g.filterHeight * g.filterWidth * g.channels;
      const parallel = dispatch.sharesMultiplications(productsOf(g));
      // Every chunk of taps packs dy anew, so there are no more than threads.
      const chunks = parallel ? dispatch.threads : 1;
      dispatch.runWithScratch(
        "conv2dFilterGradient",
        [...addresses, g.batch, ...lengths, alpha, add],
        {
          items: taps,
          grain: constants.TILE_ROWS * Math.ceil(taps / (constants.TILE_ROWS * chunks)),
          parallel,
          scratchBytes: kernels.conv2dFilterGradientScratchBytes(...lengths),
        },
      );
    },
  };
}

/** Whether there is nothing to multiply, which the kernels are not made for. */
function isEmpty(a: Tensor, b: Tensor): boolean {
  return a.size === 0 || b.size === 0;
}
