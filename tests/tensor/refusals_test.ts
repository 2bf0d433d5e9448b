// What the operations refuse: tensors that do not fit together, windows that are none, unknown names.

import { assertThrows } from "@std/assert";
import fc from "fast-check";
import { type ActivationKind, activations, referenceBackend } from "../../lib/tensor/mod.ts";
import { oddSizes, operationsOn } from "./backend_operations.ts";
import type { Operand } from "./calls/call.ts";
import { fastBackends } from "./installed_backends.ts";
import { assertSameBits, guarded, GuardedTensors } from "./operands.ts";

/** Shapes like a given one, none of which fits where that does. */
function misfits({ shape, bound }: Operand): number[][] {
  const wider = [...shape.slice(0, -1), shape[shape.length - 1] + 1];
  if (bound === "last") return [wider];
  const others = [wider, [...shape, 1], shape.slice(1)];
  return bound === "allButFirst" ? others : [...others, [shape[0] + 1, ...shape.slice(1)]];
}

/** The operations with tensors that must fit something. */
const bound = operationsOn(oddSizes).filter(({ name }) =>
  name !== "sumOfSquares" && name !== "scale"
);

for (const backend of [referenceBackend, ...fastBackends]) {
  for (const { name, calls } of bound) {
    Deno.test(`${name} of the ${backend.name} backend refuses any tensor that does not fit, and writes nothing`, () => {
      fc.assert(
        fc.property(calls, fc.nat(), (call, seed) => {
          for (const [name, operand] of Object.entries(call.operands)) {
            // In place there is nothing else that the tensor could fit or not.
            if (Object.keys(call.operands).length === 1 && operand.bound === undefined) continue;
            for (const shape of misfits(operand)) {
              const operands = new GuardedTensors(call, { backend, seed });
              const before = operands.copy();
              const { block, tensor } = guarded(shape, backend);
              const untouched = block.data.slice();
              const tensors = { ...operands.tensors, [name]: tensor };
              assertThrows(
                () => call.run(backend, tensors),
                RangeError,
                "Cannot ",
                `${name} of shape [${shape}] instead of [${operand.shape}]`,
              );
              operands.assertGuarded();
              for (const [name, data] of Object.entries(operands.copy())) {
                assertSameBits(data, before[name], name);
              }
              assertSameBits(block.data, untouched, name);
            }
          }
        }),
        { numRuns: 20 },
      );
    });
  }

  Deno.test(`the ${backend.name} backend refuses windows that are none`, () => {
    const x = backend.tensor([1, 6, 6, 2]);
    const filters = backend.tensor([3, 3, 2, 2]);
    const out = backend.tensor([1, 4, 4, 2]);
    const numbers = [NaN, Infinity, -1, 0.5, 2 ** 31, 2 ** 32, 2 ** 32 + 1];
    for (const wrong of numbers) {
      for (const window of [{ stride: wrong, padding: 0 }, { stride: 1, padding: wrong }]) {
        for (
          const run of [
            () => backend.conv2d(x, filters, { ...window, out }),
            () => backend.conv2dInputGradient(out, filters, { ...window, out: x }),
            () => backend.conv2dFilterGradient(x, out, { ...window, out: filters }),
            () => backend.maxPool2d(x, { ...window, size: 3, out }),
            () => backend.maxPool2dGradient(out, { ...window, size: 3, x, y: out, out: x }),
          ]
        ) {
          assertThrows(run, RangeError, `is ${wrong} but must be an integer`);
        }
      }
      const options = { stride: 1, padding: 0, size: wrong, out };
      assertThrows(() => backend.maxPool2d(x, options), RangeError, `is ${wrong} but must be`);
    }
    const still = { stride: 0, padding: 0, out };
    assertThrows(() => backend.conv2d(x, filters, still), RangeError, "stride is 0 but must be");
    const wide = { stride: 1, padding: 0, size: 7, out };
    assertThrows(() => backend.maxPool2d(x, wide), RangeError, "7 pixels does not fit 6");
  });

  Deno.test(`the ${backend.name} backend refuses an activation that it does not know`, () => {
    const x = backend.tensor([3]);
    for (const unknown of ["gelu", "toString", "SIGMOID"]) {
      const kind = unknown as ActivationKind;
      const message = `Cannot use the activation "${unknown}": known are ` +
        Object.keys(activations).join(", ");
      assertThrows(() => backend.activate(x, { kind, out: x }), RangeError, message);
      assertThrows(() => backend.activateGradient(x, { kind, y: x, out: x }), RangeError, message);
    }
  });

  Deno.test(`the ${backend.name} backend refuses too few bytes, and lengths that are none`, () => {
    const out = backend.tensor([2, 2]);
    const run = () => backend.bytesToFloats(new Uint8Array(3), { out });
    assertThrows(run, RangeError, "there are 3 but out, of shape [2, 2], needs 4");
    for (const length of [-1, 0.5, NaN, Infinity]) {
      assertThrows(() => backend.bytes(length), RangeError, `their number is ${length} but`);
      assertThrows(() => backend.tensor([length]), RangeError, "each axis must be an integer");
    }
  });

  Deno.test(`the ${backend.name} backend refuses to add a product to two things`, () => {
    const a = backend.tensor([2, 2]);
    const options = { out: backend.tensor([2, 2]), bias: backend.tensor([2]), accumulate: true };
    assertThrows(() => backend.matmul(a, a, options), RangeError, "leave out the bias");
  });
}
