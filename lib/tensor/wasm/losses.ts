// Softmax and the losses on kernels: row by row.

import type { Backend } from "../backend.ts";
import type { Tensor } from "../tensor.ts";
import { addressOf, checkSize, columnsOf } from "./address.ts";
import type { Dispatch } from "./dispatch.ts";

/** The operations on rows. */
export function lossOperations(
  dispatch: Dispatch,
): Pick<Backend, "softmax" | "softmaxGradient" | "crossEntropy" | "squaredError"> {
  const { kernels } = dispatch;
  return {
    softmax(x, { out }) {
      checkSize(out, { size: x.size, to: "find a softmax", name: "out" });
      const columns = columnsOf(x);
      const parallel = dispatch.sharesElements(x.size);
      dispatch.run("softmax", [addressOf(x), addressOf(out), columns], {
        items: x.size / columns,
        parallel,
      });
    },

    softmaxGradient(dy, { y, out }) {
      checkSize(y, { size: dy.size, to: "find a gradient", name: "y" });
      checkSize(out, { size: dy.size, to: "find a gradient", name: "out" });
      const columns = columnsOf(dy);
      const parallel = dispatch.sharesElements(dy.size);
      dispatch.run("softmaxGradient", [addressOf(dy), addressOf(y), addressOf(out), columns], {
        items: dy.size / columns,
        parallel,
      });
    },

    crossEntropy(logits, targets, { losses, gradient, scale }) {
      const columns = columnsOf(logits);
      const rows = logits.size / columns;
      checkLoss(logits, { targets, losses, gradient, rows });
      const [to, down] = [addressOf(losses), addressOf(gradient)];
      kernels.crossEntropy(
        addressOf(logits),
        addressOf(targets),
        to,
        down,
        columns,
        scale,
        0,
        rows,
        0,
      );
    },

    squaredError(y, targets, { losses, gradient, scale }) {
      const columns = columnsOf(y);
      const rows = y.size / columns;
      checkLoss(y, { targets, losses, gradient, rows });
      const [to, down] = [addressOf(losses), addressOf(gradient)];
      kernels.squaredError(addressOf(y), addressOf(targets), to, down, columns, scale, 0, rows, 0);
    },
  };
}

function checkLoss(
  y: Tensor,
  { targets, losses, gradient, rows }: {
    targets: Tensor;
    losses: Tensor;
    gradient: Tensor;
    rows: number;
  },
): void {
  const to = "find a loss";
  checkSize(targets, { size: y.size, to, name: "targets" });
  checkSize(losses, { size: rows, to, name: "losses" });
  checkSize(gradient, { size: y.size, to, name: "gradient" });
}
