// A tensor: numbers in a block, and the shape that says how to read them.

/** The length of each axis, slowest first: `[batch, height, width, channels]`. */
export type Shape = readonly number[];

/**
 * Numbers of 32 bits laid out in row-major order: the last index varies fastest.
 *
 * A tensor does nothing by itself. What can be done with tensors is the list of operations of a
 * {@linkcode Backend}, which also decides in what memory the numbers lie.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Tensor } from "./tensor.ts";
 *
 * const table = new Tensor([2, 3], new Float32Array([1, 2, 3, 4, 5, 6]));
 * assertEquals(table.size, 6);
 * assertEquals(table.toString(), "Tensor[2, 3]");
 * ```
 */
export class Tensor {
  /** The length of each axis. */
  readonly shape: Shape;
  /** The values, row by row. */
  readonly data: Float32Array;
  /** Kept, for to ask a typed array takes longer than an operation on a small tensor may. */
  readonly #buffer: ArrayBufferLike;

  /**
   * A tensor of given values.
   *
   * @param shape The length of each axis.
   * @param data As many numbers as the shape has room for; they are not copied.
   * @throws {RangeError} If the number of values is not the product of the shape.
   */
  constructor(shape: Shape, data: Float32Array = new Float32Array(sizeOf(shape))) {
    if (data.length !== sizeOf(shape)) {
      throw new RangeError(
        `Cannot make a tensor: shape ${describe(shape)} holds ${sizeOf(shape)} values ` +
          `but the data has ${data.length}`,
      );
    }
    this.shape = shape;
    this.data = data;
    this.#buffer = data.buffer;
  }

  /** The memory that the values lie in. */
  get buffer(): ArrayBufferLike {
    return this.#buffer;
  }

  /** How many numbers it holds. */
  get size(): number {
    return this.data.length;
  }

  /** The shape as text: `Tensor[2, 3]`. */
  toString(): string {
    return `Tensor${describe(this.shape)}`;
  }
}

/**
 * The number of values a shape has room for: the product of its axes, 1 for a scalar.
 *
 * @throws {RangeError} If an axis is not an integer of at least 0.
 */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const axis of shape) {
    if (!Number.isInteger(axis) || axis < 0) {
      throw new RangeError(
        `Cannot use shape ${describe(shape)}: each axis must be an integer of at least 0`,
      );
    }
    size *= axis;
  }
  return size;
}

/** Whether two shapes are the same, axis by axis. */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The length of a tensor's last axis, which is a row; a scalar is a row of one. */
export function rowLength({ shape }: Tensor): number {
  return shape.length === 0 ? 1 : shape[shape.length - 1];
}

/** A shape as error messages write it: `[128, 10]`. */
export function describe(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/**
 * Checks that a tensor has the shape that an operation needs.
 *
 * @param tensor The tensor found.
 * @param options The shape wanted, and words for the error: `to` says what was about to happen,
 * `name` which tensor it is.
 * @throws {RangeError} If the shapes differ: "Cannot multiply: out has shape [2, 3] but …".
 */
export function assertShape(
  tensor: Tensor,
  { shape, to, name }: { shape: Shape; to: string; name: string },
): void {
  if (!sameShape(tensor.shape, shape)) {
    throw new RangeError(
      `Cannot ${to}: ${name} has shape ${describe(tensor.shape)} but ${describe(shape)} is needed`,
    );
  }
}

/**
 * Checks that a tensor is a row of a certain length, as {@linkcode assertShape} does with any shape.
 *
 * @throws {RangeError} If it is not.
 */
export function assertVector(
  tensor: Tensor,
  { length, to, name }: { length: number; to: string; name: string },
): void {
  if (tensor.shape.length !== 1 || tensor.shape[0] !== length) {
    assertShape(tensor, { shape: [length], to, name });
  }
}
