// The steps of the optimizers on kernels.

import type { Backend } from "../backend.ts";
import { addressOf, checkSize } from "./address.ts";
import type { Dispatch } from "./dispatch.ts";

type Updates =
  | "sgdStep"
  | "momentumStep"
  | "adamStep"
  | "emaUpdate"
  | "sumOfSquares";

/** The operations that change parameters. */
export function updateOperations(dispatch: Dispatch): Pick<Backend, Updates> {
  const { kernels } = dispatch;
  return {
    sgdStep(value, gradient, { learningRate, decay }) {
      checkSize(gradient, { size: value.size, to: "descend", name: "gradient" });
      if (dispatch.sharesElements(value.size)) {
        const values = [addressOf(value), addressOf(gradient), learningRate, decay] as const;
        dispatch.runElements("sgdStep", [...values], value.size);
      } else {
        kernels.sgdStep(
          addressOf(value),
          addressOf(gradient),
          learningRate,
          decay,
          0,
          value.size,
          0,
        );
      }
    },

    momentumStep(value, gradient, options) {
      const { velocity, learningRate, momentum, dampening, nesterov, decay } = options;
      checkSize(gradient, { size: value.size, to: "descend", name: "gradient" });
      checkSize(velocity, { size: value.size, to: "descend", name: "velocity" });
      dispatch.runElements("momentumStep", [
        addressOf(value),
        addressOf(gradient),
        addressOf(velocity),
        learningRate,
        momentum,
        dampening,
        nesterov ? 1 : 0,
        decay,
      ], value.size);
    },

    adamStep(value, gradient, options) {
      const { firstMoment, secondMoment, learningRate, beta1, beta2, epsilon, decay, step } =
        options;
      checkSize(gradient, { size: value.size, to: "descend", name: "gradient" });
      checkSize(firstMoment, { size: value.size, to: "descend", name: "firstMoment" });
      checkSize(secondMoment, { size: value.size, to: "descend", name: "secondMoment" });
      dispatch.runElements("adamStep", [
        addressOf(value),
        addressOf(gradient),
        addressOf(firstMoment),
        addressOf(secondMoment),
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

    emaUpdate(value, { average, decay }) {
      checkSize(average, { size: value.size, to: "average", name: "average" });
      dispatch.runElements(
        "emaUpdate",
        [addressOf(value), addressOf(average), 1 - decay],
        value.size,
      );
    },

    sumOfSquares(x) {
      return kernels.sumOfSquares(addressOf(x), x.size);
    },
  };
}
