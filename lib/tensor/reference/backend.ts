// The reference backend: every operation as plain loops, in the order of its equation.

import { type Backend, checked, type Operations } from "../backend.ts";
import { referenceActivations } from "../operations/activations.ts";
import { referenceConvolution } from "../operations/convolution.ts";
import { referenceDropout } from "../operations/dropout.ts";
import { referenceElementwise } from "../operations/elementwise.ts";
import { referenceLosses } from "../operations/losses.ts";
import { referenceMatmul } from "../operations/matmul.ts";
import { referenceNormalization } from "../operations/normalization.ts";
import { referencePooling } from "../operations/pooling.ts";
import { referenceSoftmax } from "../operations/softmax.ts";
import { referenceUpdates } from "../operations/updates.ts";
import { Tensor } from "../tensor.ts";

/** All operations as plain loops, on tensors that are known to fit. */
export const referenceOperations: Operations = {
  ...referenceActivations,
  ...referenceConvolution,
  ...referenceDropout,
  ...referenceElementwise,
  ...referenceLosses,
  ...referenceMatmul,
  ...referenceNormalization,
  ...referencePooling,
  ...referenceSoftmax,
  ...referenceUpdates,
};

/**
 * The specification: slow, short, and written to be read.
 *
 * Sums are held in 64 bits and rounded to 32 once, so what it returns is closer to the exact result
 * than any of the fast backends comes; the tests hold those against it. It needs nothing but
 * JavaScript and so runs in a web page, too.
 */
export const referenceBackend: Backend = checked({
  name: "reference",
  threads: 1,
  together: (operations) => operations(),
  tensor: (shape) => new Tensor(shape),
  bytes: (length) => new Uint8Array(length),
  ...referenceOperations,
});
