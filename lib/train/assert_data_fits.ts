// Whether a network can look at the images of a dataset at all.

import * as v from "valibot";
import { Dataset } from "../data/mod.ts";
import { Sequential } from "../nn/mod.ts";
import { checkSchema } from "../system/schema.ts";
import { describe, sizeOf } from "../tensor/tensor.ts";

/**
 * Checks that a network takes the images of a dataset, and puts out a number for each class.
 *
 * @param options `to` says in an error what was about to happen: "train".
 * @throws {TypeError} If one of them is something else.
 * @throws {RangeError} If they do not fit together, or there are no images.
 */
export function assertDataFits(
  data: Dataset,
  { network, to }: { network: Sequential; to: string },
): void {
  checkSchema(v.instance(Sequential, "a Sequential"), network, { to, name: "the network" });
  checkSchema(v.instance(Dataset, "a Dataset"), data, { to, name: "the data" });
  if (data.count === 0) throw new RangeError(`Cannot ${to}: dataset "${data.name}" has no images`);
  const [height, width] = data.imageShape;
  const inputs = sizeOf(network.inputShape);
  if (height * width !== inputs) {
    throw new RangeError(
      `Cannot ${to}: images of ${height}x${width} have ${height * width} pixels but the network ` +
        `takes ${inputs} numbers; build it with inputShape [${height * width}]`,
    );
  }
  const { outputShape } = network;
  if (outputShape.length !== 1 || outputShape[0] !== data.classes) {
    throw new RangeError(
      `Cannot ${to}: the data has ${data.classes} classes but the network puts out ` +
        `${describe(outputShape)}; end it with dense(${data.classes})`,
    );
  }
}
