// The steps of the optimizers on kernels.

import { power } from "../elementary.ts";
import type { UpdateOperations } from "../operations/updates.ts";
import type { Dispatch } from "./dispatch.ts";

/** The steps of optimizers. */
export function wasmUpdates(dispatch: Dispatch): Partial<UpdateOperations> {
  const { kernels, addressOf } = dispatch;
  return {
    sgdStep(value, gradient, { learningRate, decay }) {
      if (dispatch.sharesElements(value.size)) {
        const values = [addressOf(value), addressOf(gradient), learningRate, decay] as const;
        dispatch.runElements("sgdStep", [...values], value.size);
      } else {
        kernels.sgdStep(addressOf(value), addressOf(gradient), learningRate, decay, 0, value.size);
      }
    },

    momentumStep(value, gradient, options) {
      const { velocity, learningRate, momentum, dampening, nesterov, decay } = options;
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
      const { firstMoment, secondMoment, learningRate, beta1, beta2 } = options;
      const { epsilon, decay, step } = options;
      dispatch.runElements("adamStep", [
        addressOf(value),
        addressOf(gradient),
        addressOf(firstMoment),
        addressOf(secondMoment),
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        learningRate / (1 - power(beta1, step)),
        1 / (1 - power(beta2, step)),
        epsilon,
        learningRate * decay,
      ], value.size);
    },

    emaUpdate(value, { average, decay }) {
      dispatch.runElements(
        "emaUpdate",
        [addressOf(value), addressOf(average), 1 - decay],
        value.size,
      );
    },
  };
}
