// Every operation of the list, with all ways to call it.

import fc from "fast-check";
import type { Operation, Sizes } from "./calls/call.ts";
import { imageOperations } from "./calls/images.ts";
import { matrixOperations } from "./calls/matrices.ts";
import { rowOperations } from "./calls/rows.ts";
import { elementwiseOperations, updateOperations } from "./calls/values.ts";

/** Axes from 1 to more than a register tile, and now and then none at all. */
export const oddSizes: Sizes = {
  length: fc.oneof(
    { weight: 15, arbitrary: fc.integer({ min: 1, max: 37 }) },
    { weight: 1, arbitrary: fc.constant(0) },
  ),
  count: fc.nat(37),
  batch: fc.nat(3),
  side: fc.integer({ min: 1, max: 7 }),
};

/** Enough work for several threads. */
export const largeSizes: Sizes = {
  length: fc.constantFrom(129, 250, 509),
  count: fc.constantFrom(100_003, 200_704),
  batch: fc.constantFrom(8, 13),
  side: fc.constantFrom(15, 28),
};

/** All operations of the list. */
export function operationsOn(sizes: Sizes): Operation[] {
  return [
    ...matrixOperations(sizes),
    ...rowOperations(sizes),
    ...imageOperations(sizes),
    ...elementwiseOperations(sizes),
    ...updateOperations(sizes),
  ];
}
