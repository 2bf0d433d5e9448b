// Pooling and normalization on kernels.

import type { Backend } from "../backend.ts";
import { addressOf, checkSize } from "./address.ts";
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
      const parallel = dispatch.sharesElements(x.size);
      dispatch.run("maxPool2d", [addressOf(x), addressOf(out), ...lengths], {
        items: batch,
        parallel,
      });
    },

    maxPool2dGradient(dy, { x, y, out, ...window }) {
      const { batch, lengths } = poolingGeometry({ x, y, ...window });
      checkSize(dy, { size: y.size, to: "pool", name: "dy" });
      checkSize(out, { size: x.size, to: "pool", name: "out" });
      dispatch.run("maxPool2dGradient", [
        addressOf(dy),
        addressOf(x),
        addressOf(y),
        addressOf(out),
        ...lengths,
      ], {
        items: batch,
        parallel: dispatch.sharesElements(x.size),
      });
    },

    batchMoments(x, { mean, inverseStd, epsilon }) {
      const channels = mean.size;
      const rows = x.size / channels;
      checkSize(inverseStd, { size: channels, to: "normalize", name: "inverseStd" });
      dispatch.run(
        "batchMoments",
        [addressOf(x), addressOf(mean), addressOf(inverseStd), rows, channels, epsilon],
        { items: channels, grain: 16, parallel: dispatch.sharesElements(x.size) },
      );
    },

    normalize(x, { mean, inverseStd, gamma, beta, out }) {
      const channels = mean.size;
      checkSize(out, { size: x.size, to: "normalize", name: "out" });
      dispatch.run(
        "normalize",
        [
          addressOf(x),
          addressOf(mean),
          addressOf(inverseStd),
          addressOf(gamma),
          addressOf(beta),
          addressOf(out),
          channels,
        ],
        { items: x.size / channels, grain: 16, parallel: dispatch.sharesElements(x.size) },
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
          addressOf(dy),
          addressOf(x),
          addressOf(mean),
          addressOf(inverseStd),
          addressOf(gamma),
          addressOf(gammaGradient),
          addressOf(betaGradient),
          addressOf(out),
          rows,
          channels,
        ],
        { items: channels, grain: 16, parallel: dispatch.sharesElements(x.size) },
      );
    },
  };
}
