// A network whose layers follow one another in a row.

import { checkSchema } from "../system/schema.ts";
import type { Backend } from "../tensor/backend.ts";
import { defaultBackend } from "../tensor/default_backend.ts";
import { Random } from "../tensor/random.ts";
import { describe, type Shape, sizeOf, type Tensor } from "../tensor/tensor.ts";
import type { Buffer, ForwardOptions, Layer, Parameter } from "./layers/layer.ts";
import { architectureSchema } from "./architecture.ts";
import { createLayer, layerKinds, type LayerSpec } from "./layers/mod.ts";

/** How a network is built from its specs. */
export interface SequentialOptions {
  /** The shape of one input: `[784]` for rows of pixels, `[28, 28, 1]` for images. */
  readonly inputShape: Shape;
  /** Fixes the first weights, and all chance inside the network. 1 if left out. */
  readonly seed?: number;
  /** What carries out the operations: the default backend if left out. */
  readonly backend?: Backend;
  /**
   * Gives the numbers of each tensor of the state, in its order, and no first weights are drawn. It is
   * called before memory is taken for them, and throws if it knows none of this name and shape.
   */
  readonly load?: (name: string, shape: Shape) => Float32Array;
}

/**
 * Layers in a row: the output of each is the input of the next, and on the way back the gradient for
 * the input of each is the gradient for the output of the one before.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { dense, sigmoid, softmax } from "./layers/mod.ts";
 * import { Sequential } from "./sequential.ts";
 *
 * const network = new Sequential([dense(100), sigmoid(), dense(10), softmax()], {
 *   inputShape: [784],
 *   seed: 1,
 * });
 * const x = network.backend.tensor([2, 784]);
 * assertEquals(network.forward(x).shape, [2, 10]);
 * assertEquals(network.parameterCount, 79_510);
 * ```
 */
export class Sequential {
  /** The layers as plain data. */
  readonly specs: readonly LayerSpec[];
  /** The shape of one input, without the batch. */
  readonly inputShape: Shape;
  /** The shape of one output, without the batch. */
  readonly outputShape: Shape;
  /** What fixed the first weights, and fixes all chance inside the network. */
  readonly seed: number;
  /** What carries out the operations. */
  readonly backend: Backend;
  /** The layers, from the input to the output. */
  readonly layers: readonly Layer[];
  /** What training changes, named after layer and role: `dense1.weights`. */
  readonly parameters: readonly Parameter[];
  /** Everything a saved network consists of: the values of all parameters, and all buffers. */
  readonly state: readonly Buffer[];
  /** How many layers the last forward pass went through. */
  #depth: number;
  /** For each layer, whether it may overwrite its input: the layer before does not need it any more. */
  readonly #overwrites: readonly boolean[];

  /**
   * Builds a network.
   *
   * @param specs The layers, from the input to the output.
   * @param options The shape of an input, the seed and the backend.
   * @throws {TypeError} If a layer, the shape or the seed is not what it must be, or there is no such
   * option.
   * @throws {RangeError} If a layer cannot take the output of the one before, or the numbers loaded for a
   * tensor are too many or too few.
   */
  constructor(
    specs: readonly LayerSpec[],
    { inputShape, seed = 1, backend = defaultBackend(), load, ...unknown }: SequentialOptions,
  ) {
    const architecture = { layers: specs, inputShape, seed, ...unknown };
    checkSchema(architectureSchema, architecture, { to: "build a network" });
    this.specs = specs;
    this.inputShape = inputShape;
    this.seed = seed;
    this.backend = backend;
    const layers: Layer[] = [];
    const parameters: Parameter[] = [];
    const state: Buffer[] = [];
    const counts = new Map<string, number>();
    let shape = inputShape;
    for (const [index, spec] of specs.entries()) {
      const count = (counts.get(spec.type) ?? 0) + 1;
      counts.set(spec.type, count);
      const nameOf = (role: string) => `${spec.type}${count}.${role}`;
      const layer = createLayer(spec, {
        inputShape: shape,
        backend,
        random: new Random([seed, "weights", index]),
        key: new Random([seed, "layer", index]).bits() | 0,
        load: load && ((role, shape) => load(nameOf(role), shape)),
      });
      for (const parameter of layer.parameters) {
        const named = { ...parameter, name: nameOf(parameter.name) };
        parameters.push(named);
        state.push(named);
      }
      for (const { name, value } of layer.buffers) state.push({ name: nameOf(name), value });
      layers.push(layer);
      shape = layer.outputShape;
    }
    this.layers = layers;
    this.#depth = layers.length;
    this.#overwrites = specs.map((_, i) =>
      i > 0 && layerKinds[specs[i - 1].type].forgetsOutput === true
    );
    this.parameters = parameters;
    this.state = state;
    this.outputShape = shape;
  }

  /** How many numbers training changes. */
  get parameterCount(): number {
    return this.parameters.reduce((sum, { value }) => sum + value.size, 0);
  }

  /** Whether the network ends in a softmax layer, so that its outputs are probabilities. */
  get endsInSoftmax(): boolean {
    return this.specs[this.specs.length - 1].type === "softmax";
  }

  /**
   * From inputs to outputs.
   *
   * @param x The inputs: `[batch, ...inputShape]`.
   * @param options Whether this is part of training, which step of it, and with `logits` to leave out a
   * softmax at the end and return what would go into it. The cross-entropy loss wants that: it finds
   * softmax and its own gradient in one go.
   * @returns `[batch, ...outputShape]`, valid until the next pass with this batch size.
   * @throws {RangeError} If the inputs have another shape.
   */
  forward(
    x: Tensor,
    { training = false, step = 0, logits = false }:
      & Partial<Pick<ForwardOptions, "training" | "step">>
      & { readonly logits?: boolean } = {},
  ): Tensor {
    this.#depth = this.layers.length - (logits && this.endsInSoftmax ? 1 : 0);
    let y = x;
    this.backend.together(() => {
      for (let i = 0; i < this.#depth; i++) {
        y = this.layers[i].forward(y, { training, step, overwrite: this.#overwrites[i] });
      }
    });
    return y;
  }

  /**
   * From the gradient for the outputs of the last forward pass to the gradients of all parameters.
   *
   * @param dy The gradient of the loss for what `forward` returned.
   * @param options With a `learningRate` the gradients are not stored but subtracted from the
   * parameters at once, times the rate.
   * @throws {RangeError} If the gradient has another shape than the output.
   */
  backward(dy: Tensor, { learningRate }: { learningRate?: number } = {}): void {
    let gradient = dy;
    this.backend.together(() => {
      for (let i = this.#depth - 1; i >= 0; i--) {
        // The caller's own gradient stays as it is.
        const overwrite = gradient.data !== dy.data;
        gradient = this.layers[i].backward(gradient, {
          inputGradient: i > 0,
          learningRate,
          overwrite,
        });
      }
    });
  }

  /** A table of the layers: what each one is, the shape of its output and its parameters. */
  summary(): string {
    const rows = [["layer", "output", "parameters"], ["input", describe(this.inputShape), "0"]];
    for (const layer of this.layers) {
      const count = layer.parameters.reduce((sum, { value }) => sum + value.size, 0);
      rows.push([layer.type, describe(layer.outputShape), count.toLocaleString("en")]);
    }
    rows.push(["total", "", this.parameterCount.toLocaleString("en")]);
    const widths = [0, 1, 2].map((i) => Math.max(...rows.map((row) => row[i].length)));
    return rows.map(([layer, output, parameters]) =>
      [layer.padEnd(widths[0]), output.padEnd(widths[1]), parameters.padStart(widths[2])].join("  ")
    ).join("\n");
  }

  /** The summary is what the console and a cell show of a network. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.summary();
  }

  /** The layers in a line: `Sequential[784 -> dense -> softmax]`. */
  toString(): string {
    return `Sequential[${sizeOf(this.inputShape)} -> ${
      this.layers.map((l) => l.type).join(" -> ")
    }]`;
  }
}
