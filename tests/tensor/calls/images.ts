// Calls of the operations on images: convolution and pooling.

import fc from "fast-check";
import { referenceBackend } from "../../../lib/tensor/mod.ts";
import { blend, type Call, type Operation, operation, type Sizes } from "./call.ts";

/** Convolution and pooling. */
export function imageOperations(sizes: Sizes): Operation[] {
  return [
    operation(
      "conv2d",
      images(sizes, { withBias: fc.boolean() }),
      ({ x, filters, y, window, withBias }) => {
        const operands: Call["operands"] = {
          x: { shape: x },
          filters: { shape: filters, bound: "allButFirst" },
          out: { shape: y, written: true },
        };
        return {
          operands: withBias ? { ...operands, bias: { shape: [y[3]] } } : operands,
          run: (backend, { x, filters, out, bias }) =>
            backend.conv2d(x, filters, { ...window, out, bias }),
        };
      },
    ),
    operation("conv2dInputGradient", images(sizes, {}), ({ x, filters, y, window }) => ({
      operands: {
        dy: { shape: y },
        filters: { shape: filters, bound: "allButFirst" },
        out: { shape: x, written: true },
      },
      run: (backend, { dy, filters, out }) =>
        backend.conv2dInputGradient(dy, filters, { ...window, out }),
    })),
    operation(
      "conv2dFilterGradient",
      images(sizes, blend),
      ({ x, filters, y, window, alpha, accumulate }) => ({
        operands: {
          x: { shape: x },
          dy: { shape: y },
          out: { shape: filters, bound: "allButFirst", written: true },
        },
        run: (backend, { x, dy, out }) =>
          backend.conv2dFilterGradient(x, dy, { ...window, out, alpha, accumulate }),
      }),
    ),
    operation("maxPool2d", images(sizes, {}), ({ x, pooled, size, window }) => ({
      operands: { x: { shape: x }, out: { shape: pooled, written: true } },
      run: (backend, { x, out }) => backend.maxPool2d(x, { ...window, size, out }),
    })),
    operation("maxPool2dGradient", images(sizes, {}), ({ x, pooled, size, window }) => ({
      operands: {
        dy: { shape: pooled },
        x: { shape: x },
        y: { shape: pooled },
        out: { shape: x, written: true },
      },
      // A third of the numbers is 0, so there are draws, which the first must win.
      prepare({ x, y }) {
        referenceBackend.maxPool2d(x, { ...window, size, out: y });
      },
      run: (backend, { dy, x, y, out }) =>
        backend.maxPool2dGradient(dy, { ...window, size, x, y, out }),
    })),
  ];
}

/** Shapes of images, filters and results that fit together. */
function images<T>(sizes: Sizes, more: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc.record({
    batch: sizes.batch,
    height: sizes.side,
    width: sizes.side,
    channels: fc.constantFrom(0, 1, 3, 4, 5, 8),
    filters: fc.constantFrom(0, 1, 4, 7, 8),
    size: fc.integer({ min: 1, max: 5 }),
    stride: fc.integer({ min: 1, max: 3 }),
    padding: fc.integer({ min: 0, max: 2 }),
  }).filter(({ size, padding, height, width }) =>
    padding < size && size <= Math.min(height, width) + 2 * padding
  ).chain(({ batch, height, width, channels, filters, size, stride, padding }) => {
    const positions = (length: number) => Math.floor((length + 2 * padding - size) / stride) + 1;
    const y = [batch, positions(height), positions(width)];
    return fc.record({
      x: fc.constant([batch, height, width, channels]),
      filters: fc.constant([size, size, channels, filters]),
      y: fc.constant([...y, filters]),
      pooled: fc.constant([...y, channels]),
      size: fc.constant(size),
      window: fc.constant({ stride, padding }),
      ...more,
    });
  });
}
