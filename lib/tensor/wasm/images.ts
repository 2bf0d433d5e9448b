// Pooling and normalization on kernels.

import type { Backend } from "../backend.ts";
import { at, checkSize } from "./address.ts";
import type { Dispatch } from "./dispatch.ts";
import { poolingGeometry } from "./geometry.ts";

type Images =
  | "maxPool2d"
  | "maxPool2dGradient"
  | "batchMoments"
  | "normalize"
  | "normalizeGradient";

/** The operations on images other than convolution. */
export function imageOperations(dispatch: Dispatch): Pick<Backend, Images> {
  return {
    maxPool2d(x, { out, ...window }) {
      const { batch, lengths } = poolingGeometry({ x, y: out, ...window });
      const enough = dispatch.manyNumbers(x.size);
      dispatch.run("maxPool2d", [at(x), at(out), ...lengths], { units: batch, enough });
    },

    maxPool2dGradient(dy, { x, y, out, ...window }) {
      const { batch, lengths } = poolingGeometry({ x, y, ...window });
      checkSize(dy, { size: y.size, to: "pool", name: "dy" });
      checkSize(out, { size: x.size, to: "pool", name: "out" });
      dispatch.run("maxPool2dGradient", [at(dy), at(x), at(y), at(out), ...lengths], {
        units: batch,
        enough: dispatch.manyNumbers(x.size),
      });
    },

    batchMoments(x, { mean, inverseStd, epsilon }) {
      const channels = mean.size;
      const rows = x.size / channels;
      checkSize(inverseStd, { size: channels, to: "normalize", name: "inverseStd" });
      dispatch.run(
        "batchMoments",
        [at(x), at(mean), at(inverseStd), rows, channels, epsilon],
        { units: channels, multiple: 16, enough: dispatch.manyNumbers(x.size) },
      );
    },

    normalize(x, { mean, inverseStd, gamma, beta, out }) {
      const channels = mean.size;
      checkSize(out, { size: x.size, to: "normalize", name: "out" });
      dispatch.run(
        "normalize",
        [at(x), at(mean), at(inverseStd), at(gamma), at(beta), at(out), channels],
        { units: x.size / channels, multiple: 16, enough: dispatch.manyNumbers(x.size) },
      );
    },

    normalizeGradient(dy, options) {
      const { x, mean, inverseStd, gamma, gammaGradient, betaGradient, out } = options;
      const channels = mean.size;
      const rows = x.size / channels;
      checkSize(dy, { size: x.size, to: "normalize", name: "dy" });
      checkSize(out, { size: x.size, to: "normalize", name: "out" });
      dispatch.run(
        "normalizeGradient",
        [
          at(dy),
          at(x),
          at(mean),
          at(inverseStd),
          at(gamma),
          at(gammaGradient),
          at(betaGradient),
          at(out),
          rows,
          channels,
        ],
        { units: channels, multiple: 16, enough: dispatch.manyNumbers(x.size) },
      );
    },
  };
}
