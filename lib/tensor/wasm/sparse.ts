// Products that leave out zeros and pack nothing: when they are faster, and their kernels.
//
// They give the bits of the general product, so nothing but time depends on what is chosen here.

import type { MatmulOptions } from "../operations/matmul.ts";
import type { Tensor } from "../tensor.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Rounding } from "./rounding.ts";

/** Up to so many images, an update by them has a kernel of its own. */
const FEW = 8;

/** Rows that are looked at to learn how many numbers are zero. */
const SAMPLE = 4;

/**
 * Products as large as this are multiples of 2^-149, the smallest number, and so are all sums of them: none is rounded
 * to -0 on its way, as what is smaller can be.
 */
const LEAST_PRODUCT = 2 ** -103;

/** Makes a product, if one of these kernels is faster than the general product, and says whether it did. */
export type TryProduct = (a: Tensor, b: Tensor, options: MatmulOptions) => boolean;

/** The products of a build. The exact one has none that are faster. */
export function sparseProducts(
  dispatch: Dispatch,
  { rounding }: { rounding: Rounding },
): TryProduct {
  if (rounding === "exact") return () => false;
  const { kernels, addressOf, constants: { SPARSE_COLUMNS_BYTES, SELECTION_BYTES } } = dispatch;

  /** The part of the numbers that are not zero, going by some rows. */
  const density = (x: Tensor) => {
    const [rows, columns] = x.shape;
    const sample = Math.min(SAMPLE, rows);
    const step = 4 * columns * Math.floor(rows / sample);
    return kernels.countNonzero(addressOf(x), columns, sample, step) / (sample * columns);
  };

  const hasNegativeZero = (x: Tensor | undefined) =>
    x !== undefined && kernels.hasNegativeZero(addressOf(x), x.size);

  /** Whether to leave out zeros changes no bit of a sum, not even the sign of one that is zero. */
  const isExact = (x: Tensor, dy: Tensor) => {
    const least = (tensor: Tensor) => kernels.leastMagnitude(addressOf(tensor), tensor.size);
    return kernels.allFinite(addressOf(dy), dy.size) && least(x) * least(dy) >= LEAST_PRODUCT;
  };

  /** X W + bias, for a batch. */
  const forward: TryProduct = (x, weights, { out, bias, accumulate = false }) => {
    const [rows, units] = out.shape;
    const inputs = x.shape[1];
    const part = density(x);
    // Measured: a number that is not zero takes 2.5 times as long as one of the general product, whose packing
    // takes as long as some 12 rows.
    if (2.5 * part * rows > rows + 12 || hasNegativeZero(accumulate ? out : bias)) return false;
    // Zero times Infinity is NaN, and a training that diverges should show it. To look costs time that only
    // more rows make up for.
    if (2 * rows > FEW && !kernels.allFinite(addressOf(weights), weights.size)) return false;
    dispatch.runWithScratch("sparseRows", [
      addressOf(x),
      addressOf(weights),
      addressOf(out),
      bias === undefined ? 0 : addressOf(bias),
      units,
      inputs,
      accumulate ? 1 : 0,
    ], {
      items: rows,
      parallel: dispatch.sharesMultiplications(2 * part * rows * units * inputs),
      scratchBytes: SELECTION_BYTES,
    });
    return true;
  };

  /** The transpose of X times dY, for a batch: a gradient, or an update. */
  const gradient: TryProduct = (x, dy, { out, alpha = 1, accumulate = false }) => {
    const [inputs, units] = out.shape;
    const [images] = x.shape;
    const add = accumulate ? 1 : 0;
    const [from, by, to] = [addressOf(x), addressOf(dy), addressOf(out)];
    const isFew = 2 * images <= FEW ||
      images <= FEW && kernels.mostlyZero(from, 4, 4 * inputs, inputs);
    if (isFew) {
      dispatch.run("gerFew", [from, by, to, inputs, units, images, alpha, add], {
        items: inputs,
        grain: 4,
        // One thread keeps the weights in its cache, and most of them are not read at all.
        parallel: dispatch.sharesMultiplications(inputs * units * images / FEW),
      });
      return true;
    }
    if (images <= FEW) return false;
    const part = density(x);
    // Measured: more than two of three numbers must be zero.
    if (3 * part > 1 || !isExact(x, dy) || !isFinite(Math.fround(alpha))) return false;
    dispatch.runWithScratch("sparseColumns", [from, by, to, inputs, units, images, alpha, add], {
      items: inputs,
      grain: 64,
      parallel: dispatch.sharesMultiplications(2 * part * inputs * units * images),
      scratchBytes: SPARSE_COLUMNS_BYTES,
    });
    return true;
  };

  return (a, b, options) => {
    const { out, transposeA, transposeB, bias, alpha = 1 } = options;
    if (transposeB || out.size === 0 || a.size === 0) return false;
    if (transposeA) return bias === undefined && gradient(a, b, options);
    return alpha === 1 && forward(a, b, options);
  };
}
