// Max pooling and its gradient on kernels: image by image.

import type { PoolingOperations } from "../operations/pooling.ts";
import type { ConvOptions } from "../operations/window.ts";
import type { Tensor } from "../tensor.ts";
import type { Dispatch } from "./dispatch.ts";

/** The operations on windows of images. */
export function wasmPooling(dispatch: Dispatch): Partial<PoolingOperations> {
  const { addressOf } = dispatch;
  return {
    maxPool2d(x, { size, stride, padding, out }) {
      const lengths = lengthsOf({ x, y: out, size, stride, padding });
      dispatch.run("maxPool2d", [addressOf(x), addressOf(out), ...lengths], {
        items: x.shape[0],
        images: x,
        parallel: dispatch.sharesElements(x.size),
      });
    },

    maxPool2dGradient(dy, { size, stride, padding, x, y, out }) {
      const lengths = lengthsOf({ x, y, size, stride, padding });
      dispatch.run(
        "maxPool2dGradient",
        [addressOf(dy), addressOf(x), addressOf(y), addressOf(out), ...lengths],
        { items: x.shape[0], images: x, parallel: dispatch.sharesElements(x.size) },
      );
    },
  };
}

/** What the kernels must know of images and windows, in their order. */
function lengthsOf(
  { x, y, size, stride, padding }: ConvOptions & { x: Tensor; y: Tensor; size: number },
): [
  height: number,
  width: number,
  channels: number,
  size: number,
  stride: number,
  padding: number,
  outHeight: number,
  outWidth: number,
] {
  const [, height, width, channels] = x.shape;
  const [, outHeight, outWidth] = y.shape;
  return [height, width, channels, size, stride, padding, outHeight, outWidth];
}
