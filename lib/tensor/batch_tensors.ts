// Tensors that come in several batch sizes, in one block of memory.

import type { Backend } from "./backend.ts";
import { type Shape, sizeOf, Tensor } from "./tensor.ts";

/**
 * Ties the numbers of a view to the block they lie in: a backend may take memory back when the array
 * that it handed out is garbage, and a view must hold longer than the network that made it.
 */
const blocks = new WeakMap<Float32Array, Tensor>();

/**
 * The tensors of one step of a computation, one for each batch size.
 *
 * They share one block of memory, as large as the largest batch needs, and are made once: a training
 * step allocates nothing.
 */
export class BatchTensors {
  readonly #backend: Backend;
  readonly #shape: Shape;
  #block: Tensor | undefined;
  #views = new Map<number, Tensor>();
  #last: Tensor | undefined;

  /**
   * Tensors of one shape.
   *
   * @param backend Whose memory they lie in.
   * @param shape The shape without the batch.
   */
  constructor(backend: Backend, shape: Shape) {
    this.#backend = backend;
    this.#shape = shape;
  }

  /** The tensor of shape `[batch, ...shape]`. */
  for(batch: number): Tensor {
    if (this.#last?.shape[0] !== batch) this.#last = this.#views.get(batch) ?? this.#make(batch);
    return this.#last;
  }

  #make(batch: number): Tensor {
    const shape = [batch, ...this.#shape];
    if (this.#block === undefined || this.#block.size < sizeOf(shape)) {
      this.#block = this.#backend.tensor(shape);
      this.#views.clear();
    }
    const view = new Tensor(shape, this.#block.data.subarray(0, sizeOf(shape)));
    blocks.set(view.data, this.#block);
    this.#views.set(batch, view);
    return view;
  }
}
