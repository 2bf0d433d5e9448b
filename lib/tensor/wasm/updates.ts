// The steps of the optimizers on kernels.

import type { Backend } from "../backend.ts";
import { at, checkSize } from "./address.ts";
import type { Dispatch } from "./dispatch.ts";

type Updates =
  | "descend"
  | "descendWithMomentum"
  | "descendWithAdam"
  | "average"
  | "sumOfSquares";

/** The operations that change parameters. */
export function updateOperations(dispatch: Dispatch): Pick<Backend, Updates> {
  const { kernels } = dispatch;
  return {
    descend(value, gradient, { learningRate, decay }) {
      checkSize(gradient, { size: value.size, to: "descend", name: "gradient" });
      if (dispatch.manyNumbers(value.size)) {
        const values = [at(value), at(gradient), learningRate, decay] as const;
        dispatch.runNumbers("descend", [...values], value.size);
      } else {
        kernels.descend(at(value), at(gradient), learningRate, decay, 0, value.size, 0);
      }
    },

    descendWithMomentum(value, gradient, options) {
      const { velocity, learningRate, momentum, dampening, nesterov, decay } = options;
      checkSize(gradient, { size: value.size, to: "descend", name: "gradient" });
      checkSize(velocity, { size: value.size, to: "descend", name: "velocity" });
      dispatch.runNumbers("descendWithMomentum", [
        at(value),
        at(gradient),
        at(velocity),
        learningRate,
        momentum,
        dampening,
        nesterov ? 1 : 0,
        decay,
      ], value.size);
    },

    descendWithAdam(value, gradient, options) {
      const { first, second, learningRate, beta1, beta2, epsilon, decay, step } = options;
      checkSize(gradient, { size: value.size, to: "descend", name: "gradient" });
      checkSize(first, { size: value.size, to: "descend", name: "first" });
      checkSize(second, { size: value.size, to: "descend", name: "second" });
      dispatch.runNumbers("descendWithAdam", [
        at(value),
        at(gradient),
        at(first),
        at(second),
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        learningRate / (1 - beta1 ** step),
        1 / (1 - beta2 ** step),
        epsilon,
        learningRate * decay,
      ], value.size);
    },

    average(value, { average, decay }) {
      checkSize(average, { size: value.size, to: "average", name: "average" });
      dispatch.runNumbers("average", [at(value), at(average), 1 - decay], value.size);
    },

    sumOfSquares(x) {
      return kernels.sumOfSquares(at(x), x.size);
    },
  };
}
