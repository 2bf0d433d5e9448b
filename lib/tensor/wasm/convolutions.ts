// Convolution and its gradients on kernels: in the plain way, or by Winograd's method.

import type { Backend } from "../backend.ts";
import { at, checkSize } from "./address.ts";
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
      const start = bias === undefined ? 0 : at(bias);
      if (winogradFits(g)) return winograd.forward(g, [at(x), at(filters), at(out), start]);
      dispatch.run("conv2d", [at(x), at(filters), at(out), start, ...lengthsOf(g)], {
        units: g.batch,
        enough: dispatch.manyProducts(productsOf(g)),
        scratch: forwardBytes(g),
      });
    },

    conv2dInputGradient(dy, filters, { out, ...window }) {
      const g = convolutionGeometry({ x: out, filters, y: dy, ...window });
      if (winogradFits(g)) return winograd.inputGradient(g, [at(dy), at(filters), at(out)]);
      dispatch.run("conv2dInputGradient", [at(dy), at(filters), at(out), ...lengthsOf(g)], {
        units: g.batch,
        enough: dispatch.manyProducts(productsOf(g)),
        scratch: inputGradientBytes(g),
      });
    },

    conv2dFilterGradient(x, dy, { out, alpha = 1, accumulate = false, ...window }) {
      const g = convolutionGeometry({ x, filters: out, y: dy, ...window });
      const add = accumulate ? 1 : 0;
      if (winogradFits(g)) {
        return winograd.filterGradient(g, [at(x), at(dy), at(out)], { alpha, add });
      }
      dispatch.run(
        "conv2dFilterGradient",
        [at(x), at(dy), at(out), g.batch, ...lengthsOf(g), alpha, add],
        {
          units: g.filterHeight * g.filterWidth * g.channels,
          multiple: TILE.rows,
          enough: dispatch.manyProducts(productsOf(g)),
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
