// Calls of the operations that work value by value, and of the steps of the optimizers.

import fc from "fast-check";
import { type ActivationKind, activations } from "../../../lib/tensor/mod.ts";
import { type Content, type Operation, operation, type Sizes } from "./call.ts";

/** What is done with values one by one. */
export function elementwiseOperations({ count }: Sizes): Operation[] {
  const kind = fc.constantFrom(...Object.keys(activations) as ActivationKind[]);
  const content = fc.constantFrom<Content>("numbers", "large");
  return [
    operation("bytesToFloats", fc.record({ length: count }), ({ length }) => {
      const bytes = Uint8Array.from({ length }, (_, i) => 7 * i);
      return {
        operands: { out: { shape: [length], bound: "last", written: true } },
        run: (backend, { out }) => backend.bytesToFloats(bytes, { out }),
      };
    }),
    operation(
      "activate",
      fc.record({ kind, content, length: count, inPlace: fc.boolean() }),
      ({ kind, content, length, inPlace }) => ({
        operands: {
          x: { shape: [length], content, written: inPlace },
          ...inPlace ? {} : { out: { shape: [length], written: true } },
        },
        run: (backend, { x, out = x }) => backend.activate(x, { kind, out }),
      }),
    ),
    operation(
      "activateGradient",
      fc.record({ kind, length: count, inPlace: fc.boolean() }),
      ({ kind, length, inPlace }) => ({
        operands: {
          dy: { shape: [length], written: inPlace },
          y: { shape: [length] },
          ...inPlace ? {} : { out: { shape: [length], written: true } },
        },
        run: (backend, { dy, y, out = dy }) => backend.activateGradient(dy, { kind, y, out }),
      }),
    ),
    operation(
      "dropout",
      fc.record({ length: count, rate: fc.constantFrom(0, 0.25, 0.5, 0.9), key: fc.integer() }),
      ({ length, rate, key }) => ({
        operands: { x: { shape: [length] }, out: { shape: [length], written: true } },
        run: (backend, { x, out }) => backend.dropout(x, { rate, key, out }),
      }),
    ),
    operation("sumOfSquares", fc.record({ length: count }), ({ length }) => ({
      operands: { x: { shape: [length] } },
      run: (backend, { x }) => backend.sumOfSquares(x),
    })),
    operation(
      "scale",
      fc.record({ length: count, factor: fc.constantFrom(0, -2, 0.3) }),
      ({ length, factor }) => ({
        operands: { x: { shape: [length], written: true } },
        run: (backend, { x }) => backend.scale(x, factor),
      }),
    ),
  ];
}

/** The steps of the optimizers. */
export function updateOperations({ count }: Sizes): Operation[] {
  const rate = { learningRate: fc.constantFrom(0.01, 0.5), decay: fc.constantFrom(0, 0.1) };
  return [
    operation(
      "sgdStep",
      fc.record({ length: count, ...rate }),
      ({ length, ...options }) => ({
        operands: { value: { shape: [length], written: true }, gradient: { shape: [length] } },
        run: (backend, { value, gradient }) => backend.sgdStep(value, gradient, options),
      }),
    ),
    operation(
      "momentumStep",
      fc.record({
        length: count,
        ...rate,
        momentum: fc.constantFrom(0, 0.9),
        dampening: fc.constantFrom(1, 0.1),
        nesterov: fc.boolean(),
      }),
      ({ length, ...options }) => ({
        operands: {
          value: { shape: [length], written: true },
          gradient: { shape: [length] },
          velocity: { shape: [length], written: true },
        },
        run: (backend, { value, gradient, velocity }) =>
          backend.momentumStep(value, gradient, { ...options, velocity }),
      }),
    ),
    operation(
      "adamStep",
      fc.record({ length: count, ...rate, step: fc.integer({ min: 1, max: 2000 }) }),
      ({ length, ...options }) => ({
        operands: {
          value: { shape: [length], written: true },
          gradient: { shape: [length] },
          firstMoment: { shape: [length], written: true },
          secondMoment: { shape: [length], content: "positive", written: true },
        },
        run(backend, { value, gradient, firstMoment, secondMoment }) {
          const betas = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
          const moments = { firstMoment, secondMoment };
          backend.adamStep(value, gradient, { ...options, ...moments, ...betas });
        },
      }),
    ),
    operation(
      "emaUpdate",
      fc.record({ length: count, decay: fc.constantFrom(0, 0.5, 0.999) }),
      ({ length, decay }) => ({
        operands: { value: { shape: [length] }, average: { shape: [length], written: true } },
        run: (backend, { value, average }) => backend.emaUpdate(value, { average, decay }),
      }),
    ),
  ];
}
