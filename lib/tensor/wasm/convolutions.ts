// Convolution and its gradients on kernels: in the plain way, or by Winograd's method.

import type { Backend } from "../backend.ts";
import { addressOf, checkSize } from "./address.ts";
import type { Dispatch } from "./dispatch.ts";
import { type Convolution, convolutionGeometry, lengthsOf, productsOf } from "./geometry.ts";
import { WinogradConvolutions, winogradFits } from "./winograd.ts";

/** Columns of a register tile, and its rows. */
const TILE = { rows: 5, columns: 8 };

/** The pixels that `assembly/filter_gradient.ts` sums up in registers. */
const PIXELS = 256;

type Convolutions = "conv2d" | "conv2dInputGradient" | "conv2dFilterGradient";

/** The operations on images and filters. */
export function convolutionOperations(dispatch: Dispatch): Pick<Backend, Convolutions> {
  const winograd = new WinogradConvolutions(dispatch);
  return {
    conv2d(x, filters, { out, bias, ...window }) {
      const g = convolutionGeometry({ x, filters, y: out, ...window });
      if (bias !== undefined) {
        checkSize(bias, { size: g.outChannels, to: "convolve", name: "bias" });
      }
      const start = bias === undefined ? 0 : addressOf(bias);
      if (winogradFits(g)) {
        return winograd.forward(g, [addressOf(x), addressOf(filters), addressOf(out), start]);
      }
      dispatch.run("conv2d", [
        addressOf(x),
        addressOf(filters),
        addressOf(out),
        start,
        ...lengthsOf(g),
      ], {
        items: g.batch,
        parallel: dispatch.sharesMultiplications(productsOf(g)),
        scratch: forwardBytes(g),
      });
    },

    conv2dInputGradient(dy, filters, { out, ...window }) {
      const g = convolutionGeometry({ x: out, filters, y: dy, ...window });
      if (winogradFits(g)) {
        return winograd.inputGradient(g, [addressOf(dy), addressOf(filters), addressOf(out)]);
      }
      dispatch.run("conv2dInputGradient", [
        addressOf(dy),
        addressOf(filters),
        addressOf(out),
        ...lengthsOf(g),
      ], {
        items: g.batch,
        parallel: dispatch.sharesMultiplications(productsOf(g)),
        scratch: inputGradientBytes(g),
      });
    },

    conv2dFilterGradient(x, dy, { out, alpha = 1, accumulate = false, ...window }) {
      const g = convolutionGeometry({ x, filters: out, y: dy, ...window });
      const add = accumulate ? 1 : 0;
      if (winogradFits(g)) {
        return winograd.filterGradient(g, [addressOf(x), addressOf(dy), addressOf(out)], {
          alpha,
          add,
        });
      }
      dispatch.run(
        "conv2dFilterGradient",
        [addressOf(x), addressOf(dy), addressOf(out), g.batch, ...lengthsOf(g), alpha, add],
        {
          items: g.filterHeight * g.filterWidth * g.channels,
          grain: TILE.rows,
          parallel: dispatch.sharesMultiplications(productsOf(g)),
          scratch: filterGradientBytes(g),
        },
      );
    },
  };
}

/** Bytes that `convolve` needs beside its tensors: packed filters and rows, a bordered image. */
function forwardBytes(g: Convolution): number {
  const depth = g.filterHeight * g.filterWidth * g.channels;
  const bordered = (g.height + 2 * g.padding) * (g.width + 2 * g.padding) * g.channels;
  return 4 * (depth * (wholePanels(g.outChannels) + TILE.rows) + bordered) + 1024;
}

/** Bytes that `conv2dInputGradient` needs beside its tensors: the same, of the gradient. */
function inputGradientBytes(g: Convolution): number {
  const depth = g.filterHeight * g.filterWidth * g.outChannels;
  const bordered = (g.height + g.filterHeight) * (g.width + g.filterWidth) * g.outChannels;
  return 4 * (depth * (wholePanels(g.channels) + TILE.rows) + bordered) + 1024;
}

/** Bytes that `filterGradient` needs beside its tensors: packed pixels, sums, a bordered image. */
function filterGradientBytes(g: Convolution): number {
  const depth = g.filterHeight * g.filterWidth * g.channels;
  const bordered = (g.height + 2 * g.padding) * (g.width + 2 * g.padding) * g.channels;
  return 4 *
      (PIXELS * (wholePanels(g.outChannels) + TILE.rows) + depth * g.outChannels + bordered) + 1024;
}

/** Packed matrices end in whole panels. */
function wholePanels(columns: number): number {
  return TILE.columns * Math.ceil(columns / TILE.columns);
}
