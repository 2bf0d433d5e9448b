// Tensors for the operations: with numbers that a seed fixes, and with a guard on either side.

import { assert, assertEquals } from "@std/assert";
import type { Backend } from "../../lib/tensor/backend.ts";
import { Random } from "../../lib/tensor/random.ts";
import { type Shape, sizeOf, Tensor } from "../../lib/tensor/tensor.ts";
import type { Call, Content, Operand, Tensors } from "./calls/call.ts";

/** How many values lie on either side of each tensor: more than a kernel could miss it by unnoticed. */
const GUARD = 64;

/** What the guards hold: a number that no operation finds. */
const GUARD_VALUE = 123.456;

/** The tensors of a call, each in a block of memory of its own. */
export class GuardedTensors {
  readonly tensors: Tensors;
  readonly #blocks: readonly (readonly [string, Tensor])[];

  /**
   * @param call Which tensors, and what they hold.
   * @param options Whose memory they lie in, and a seed: the same one gives every backend the same
   * numbers.
   */
  constructor({ operands, prepare }: Call, { backend, seed }: { backend: Backend; seed: number }) {
    const random = new Random([seed]);
    const blocks: [string, Tensor][] = [];
    const tensors: Record<string, Tensor> = {};
    for (const [name, { shape, content = "numbers" }] of Object.entries(operands)) {
      const { block, tensor } = guarded(shape, backend);
      for (let i = 0; i < tensor.size; i++) tensor.data[i] = draw(content, random);
      blocks.push([name, block]);
      tensors[name] = tensor;
    }
    prepare?.(tensors);
    this.tensors = tensors;
    this.#blocks = blocks;
  }

  /** Checks that nothing was written beside the tensors. */
  assertGuarded(): void {
    for (const [name, { data }] of this.#blocks) {
      const guards = [...data.subarray(0, GUARD), ...data.subarray(data.length - GUARD)];
      const whole = guards.every((value) => value === Math.fround(GUARD_VALUE));
      assert(whole, `beside ${name}: ${guards.join(" ")}`);
    }
  }

  /** The values of all tensors. */
  copy(): Record<string, Float32Array> {
    const copies = Object.entries(this.tensors).map(([name, { data }]) => [name, data.slice()]);
    return Object.fromEntries(copies);
  }
}

/** A tensor in the middle of a block. */
export function guarded(shape: Shape, backend: Backend): { block: Tensor; tensor: Tensor } {
  const size = sizeOf(shape);
  const block = backend.tensor([size + 2 * GUARD]);
  block.data.fill(GUARD_VALUE);
  return { block, tensor: new Tensor(shape, block.data.subarray(GUARD, GUARD + size)) };
}

function draw(content: Content, random: Random): number {
  if (content === "positive") return 0.1 + 0.9 * random.uniform();
  if (random.integer(3) === 0) return 0;
  const number = 2 * random.uniform() - 1;
  return content === "large" ? 10 ** (4 * random.uniform()) * number : number;
}

/** Those of the tensors that an operation writes. */
export function writtenBy(operands: { readonly [name: string]: Operand }): string[] {
  return Object.entries(operands).filter(([, { written }]) => written).map(([name]) => name);
}

/** Checks that numbers are the same to the bit; of a NaN any bits will do. */
export function assertSameBits(
  found: Float32Array,
  wanted: Float32Array,
  name: string,
): void {
  const index = found.findIndex((number, i) => !Object.is(number, wanted[i]));
  assertEquals(index, -1, `number ${index} of ${name} is ${found[index]}, not ${wanted[index]}`);
}
