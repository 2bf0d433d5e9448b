// Calls of the operations on rows: softmax, the losses, normalization.

import fc from "fast-check";
import type { Shape } from "../../../lib/tensor/tensor.ts";
import { type Content, type Operation, operation, type Sizes, type Tensors } from "./call.ts";

/** Softmax, the losses and normalization. */
export function rowOperations({ length }: Sizes): Operation[] {
  const content = fc.constantFrom<Content>("numbers", "large");
  const matrix = fc.record({ shape: fc.tuple(length, length), content });
  const lossOperands = ([rows, columns]: Shape, content: Content) => ({
    y: { shape: [rows, columns], content },
    targets: { shape: [rows, columns], content: "positive" as const },
    losses: { shape: [rows], written: true },
    gradient: { shape: [rows, columns], written: true },
  });
  return [
    operation("softmax", matrix, ({ shape, content }) => ({
      operands: { x: { shape, content }, out: { shape, written: true } },
      run: (backend, { x, out }) => backend.softmax(x, { out }),
    })),
    operation("softmaxGradient", matrix, ({ shape }) => ({
      operands: {
        dy: { shape },
        y: { shape, content: "positive" },
        out: { shape, written: true },
      },
      run: (backend, { dy, y, out }) => backend.softmaxGradient(dy, { y, out }),
    })),
    operation("crossEntropy", matrix, ({ shape, content }) => ({
      operands: lossOperands(shape, content),
      run: (backend, { y, targets, ...out }) =>
        backend.crossEntropy(y, targets, { ...lossOf(out), scale: 0.3 }),
    })),
    operation("squaredError", matrix, ({ shape }) => ({
      operands: lossOperands(shape, "numbers"),
      run: (backend, { y, targets, ...out }) =>
        backend.squaredError(y, targets, { ...lossOf(out), scale: 0.3 }),
    })),
    operation("batchMoments", matrix, ({ shape }) => ({
      operands: {
        x: { shape, bound: "last" },
        mean: { shape: [shape[1]], written: true },
        inverseStd: { shape: [shape[1]], written: true },
      },
      run: (backend, { x, mean, inverseStd }) =>
        backend.batchMoments(x, { mean, inverseStd, epsilon: 1e-3 }),
    })),
    operation("normalize", matrix, ({ shape }) => ({
      operands: {
        x: { shape },
        mean: { shape: [shape[1]] },
        inverseStd: { shape: [shape[1]], content: "positive" },
        gamma: { shape: [shape[1]] },
        beta: { shape: [shape[1]] },
        out: { shape, written: true },
      },
      run: (backend, { x, mean, inverseStd, gamma, beta, out }) =>
        backend.normalize(x, { mean, inverseStd, gamma, beta, out }),
    })),
    operation("normalizeGradient", matrix, ({ shape }) => ({
      operands: {
        dy: { shape },
        x: { shape },
        mean: { shape: [shape[1]] },
        inverseStd: { shape: [shape[1]], content: "positive" },
        gamma: { shape: [shape[1]] },
        gammaGradient: { shape: [shape[1]], written: true },
        betaGradient: { shape: [shape[1]], written: true },
        out: { shape, written: true },
      },
      run: (backend, { dy, x, mean, inverseStd, gamma, ...out }) => {
        const { gammaGradient, betaGradient } = out;
        const options = { x, mean, inverseStd, gamma, gammaGradient, betaGradient };
        backend.normalizeGradient(dy, { ...options, out: out.out });
      },
    })),
  ];
}

function lossOf({ losses, gradient }: Tensors) {
  return { losses, gradient };
}
