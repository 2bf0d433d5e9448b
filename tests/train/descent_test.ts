// Many steps in one call: to the bit what the layers do one after the other, and only where they could.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  dense,
  dropout,
  type LayerSpec,
  type LossName,
  relu,
  Sequential,
  sigmoid,
  softmax,
  tanh,
} from "../../lib/nn/mod.ts";
import { type Backend, createBackend, Random } from "../../lib/tensor/mod.ts";
import { wasmBackend } from "../../lib/tensor/wasm/backend.ts";
import { findRounding, type Rounding } from "../../lib/tensor/wasm/rounding.ts";
import { ThreadPool } from "../../lib/tensor/wasm/thread_pool.ts";
import { momentum, sgd } from "../../lib/train/optimizers/mod.ts";
import { Optimizer } from "../../lib/train/optimizers/optimizer.ts";
import { TrainingStep, type TrainingStepOptions } from "../../lib/train/training_step.ts";
import { fastBackends } from "../tensor/installed_backends.ts";
import { assertSameBits, guarded } from "../tensor/operands.ts";

const builds: readonly Rounding[] = findRounding() === "fused" ? ["fused", "fast"] : ["fast"];

/** A network, images of which some pixels are zero, and how it learns from them. */
interface Training {
  readonly inputs: number;
  readonly network: readonly LayerSpec[];
  readonly loss: LossName;
  readonly labelSmoothing: number;
  readonly count: number;
  /** How many of 256 pixels are not zero. */
  readonly ink: number;
  readonly seed: number;
}

const width = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 95, max: 150 }));
const hidden = fc.tuple(width, fc.constantFrom(undefined, sigmoid(), tanh(), relu()))
  .map(([units, activation]) => [dense(units), ...activation ? [activation] : []]);

const trainings: fc.Arbitrary<Training> = fc.record({
  inputs: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constantFrom(784, 1023, 1024)),
  hidden: fc.array(hidden, { maxLength: 3 }),
  classes: fc.integer({ min: 1, max: 12 }),
  end: fc.constantFrom(
    { loss: "crossEntropy" as const, layers: [softmax()] },
    { loss: "meanSquaredError" as const, layers: [sigmoid()] },
    { loss: "meanSquaredError" as const, layers: [] },
  ),
  labelSmoothing: fc.constantFrom(0, 0.1),
  count: fc.integer({ min: 1, max: 70 }),
  ink: fc.constantFrom(0, 1, 50, 200, 256),
  seed: fc.nat(),
}).map(({ hidden, classes, end, ...rest }) => ({
  ...rest,
  network: [...hidden.flat(), dense(classes), ...end.layers],
  loss: end.loss,
}));

/** Trains on all images; `atOnce` says whether in as few calls as can be. */
function train(
  { inputs, network: specs, loss, labelSmoothing, count, ink, seed }: Training,
  { backend, atOnce }: { backend: Backend; atOnce: boolean },
) {
  const network = new Sequential(specs, { inputShape: [inputs], seed, backend });
  const random = new Random([seed, "training"]);
  const [{ value: weights }] = network.parameters;
  for (let i = 0; i < weights.size; i += 7) weights.data[i] = random.integer(2) === 0 ? -0 : 0;
  const step = stepOf(network, { loss, labelSmoothing });
  const [classes] = network.outputShape;
  const images = new Uint8Array(count * inputs);
  for (let i = 0; i < images.length; i++) {
    if (random.integer(256) < ink) images[i] = random.integer(256);
  }
  const labels = Uint8Array.from({ length: count }, () => random.integer(classes));
  const learningRates = Array.from({ length: count }, () => random.uniform());
  const portion = atOnce ? step.stepsAtOnce : 1;
  const results = [];
  for (let start = 0; start < count; start += portion) {
    const end = Math.min(count, start + portion);
    step.images.set(images.subarray(start * inputs, end * inputs));
    step.labels.set(labels.subarray(start, end));
    results.push(
      ...atOnce
        ? step.runAll(end - start, { learningRates: learningRates.slice(start, end), step: start })
        : [step.run(1, { learningRate: learningRates[start], step: start })],
    );
  }
  return { results, state: network.state, portion };
}

function stepOf(network: Sequential, options: Partial<TrainingStepOptions> = {}): TrainingStep {
  return new TrainingStep(network, {
    optimizer: new Optimizer(sgd(), network),
    loss: "crossEntropy",
    batchSize: 1,
    labelSmoothing: 0,
    clipNorm: Infinity,
    ...options,
  });
}

/** The same backend, whose tensors have guards; the other function checks them. */
function guarding(inner: Backend): { backend: Backend; assertGuarded: () => void } {
  const blocks: ReturnType<typeof guarded>[] = [];
  return {
    backend: {
      ...inner,
      tensor(shape) {
        blocks.push(guarded(shape, inner));
        return blocks[blocks.length - 1].tensor;
      },
    },
    assertGuarded() {
      for (const { block: { data }, tensor } of blocks) {
        const before = (tensor.data.byteOffset - data.byteOffset) / 4;
        const guards = [...data.slice(0, before), ...data.slice(before + tensor.size)];
        assertEquals(new Set(guards).size, 1);
      }
    },
  };
}

const backends = [
  ...fastBackends.map((backend) => [backend.name, backend] as const),
  ...builds.map((rounding) =>
    [`wasm, ${rounding}`, wasmBackend(new ThreadPool({ rounding }), { threads: 1 })] as const
  ),
];

for (const [name, inner] of backends) {
  Deno.test(`steps made at once on ${name} are those of the layers, to the bit`, () => {
    fc.assert(fc.property(trainings, (training) => {
      const { backend, assertGuarded } = guarding(inner);
      const wanted = train(training, { backend, atOnce: false });
      const found = train(training, { backend, atOnce: true });
      assertEquals(found.portion > 1, true);
      assertEquals(found.results, wanted.results);
      for (const [i, { name, value }] of found.state.entries()) {
        assertSameBits(value.data, wanted.state[i].value.data, name);
      }
      assertGuarded();
    }));
  });
}

Deno.test("steps are made at once only where nothing but them happens, and only dense layers are there", () => {
  const backend = createBackend("wasm", { threads: 1 });
  const specs = [dense(3), sigmoid(), dense(2), softmax()];
  const of = (layers: readonly LayerSpec[], { inputs = 5, on = backend } = {}) =>
    new Sequential(layers, { inputShape: [inputs], backend: on });
  const network = of(specs);
  const [exact, reference] = [
    wasmBackend(new ThreadPool({ rounding: "exact" }), { threads: 1 }),
    createBackend("reference"),
  ];
  assertEquals(stepOf(network).stepsAtOnce, 32);
  const others: Record<string, TrainingStep> = {
    batches: stepOf(network, { batchSize: 2 }),
    clipping: stepOf(network, { clipNorm: 1 }),
    watched: stepOf(network, { watched: true }),
    distillation: stepOf(network, { distillation: { temperature: 2, weight: 0.5 } }),
    momentum: stepOf(network, { optimizer: new Optimizer(momentum(), network) }),
    decay: stepOf(network, { optimizer: new Optimizer(sgd({ weightDecay: 0.1 }), network) }),
    "squared error behind softmax": stepOf(network, { loss: "meanSquaredError" }),
    dropout: stepOf(of([dense(3), dropout(0.5), dense(2), softmax()])),
    "two activations": stepOf(of([dense(3), relu(), relu(), dense(2), softmax()])),
    "an activation first": stepOf(of([relu(), ...specs])),
    "too many inputs": stepOf(of(specs, { inputs: 1025 })),
    exact: stepOf(of(specs, { on: exact })),
    reference: stepOf(of(specs, { on: reference })),
  };
  for (const [name, { stepsAtOnce }] of Object.entries(others)) assertEquals(stepsAtOnce, 1, name);
});
