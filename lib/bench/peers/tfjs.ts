// @tensorflow/tfjs as a peer: on its wasm backend, or with the argument "cpu" on that in JavaScript.

import { dirname, fromFileUrl } from "@std/path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs";
import { assertPlain, buildLayer, type LayerBuilders } from "../layer_builders.ts";
import { batchesOf, type BenchData, serve, type Step } from "../serve.ts";
import type { Workload } from "../workloads.ts";

const backend = Deno.args[1] === "cpu" ? "cpu" : "wasm";
const package_ = import.meta.resolve("@tensorflow/tfjs-backend-wasm");
setWasmPaths(`${dirname(fromFileUrl(package_))}/`);
await tf.setBackend(backend);
await tf.ready();

function build(workload: Workload, data: BenchData): Step {
  const model = tf.sequential({ layers: layersOf(workload) });
  const loss = workload.loss === "crossEntropy"
    ? tf.losses.softmaxCrossEntropy
    : tf.losses.meanSquaredError;
  const optimizer = tf.train.sgd(workload.learningRate);
  const batches = [...batchesOf(workload, data)].map(({ x, shape, targets }) => ({
    x: tf.tensor(x, shape),
    targets: tf.tensor2d(targets, [workload.batchSize, 10]),
  }));
  let next = 0;
  return () => {
    const { x, targets } = batches[next++ % batches.length];
    tf.tidy(() => {
      optimizer.minimize(() => loss(targets, model.apply(x) as tf.Tensor) as tf.Scalar);
    });
  };
}

/** What is said of the input to the first layer, and of no other. */
type Input = { batchInputShape?: (number | null)[] };

/** Its layers of the same meaning, each made with what is said of its input. */
const builders: LayerBuilders<(input: Input) => tf.layers.Layer> = {
  dense: ({ units }) => (input) =>
    tf.layers.dense({ units, kernelInitializer: "heNormal", ...input }),
  conv2d: (spec) => {
    assertPlain(spec, { stride: 1, padding: 0 });
    const { filters, size: kernelSize } = spec;
    return (input) =>
      tf.layers.conv2d({ filters, kernelSize, kernelInitializer: "heNormal", ...input });
  },
  maxPool2d: (spec) => {
    assertPlain(spec, { stride: spec.size, padding: 0 });
    return (input) => tf.layers.maxPooling2d({ poolSize: spec.size, ...input });
  },
  relu: () => (input) => tf.layers.reLU(input),
  sigmoid: () => (input) => tf.layers.activation({ activation: "sigmoid", ...input }),
  tanh: () => (input) => tf.layers.activation({ activation: "tanh", ...input }),
  flatten: () => (input) => tf.layers.flatten(input),
};

/** The network up to its last softmax, which the loss does together with its own work. */
function layersOf({ network, inputShape }: Workload): tf.layers.Layer[] {
  return network.filter(({ type }) => type !== "softmax").map((spec, i) =>
    buildLayer(spec, builders)(i === 0 ? { batchInputShape: [null, ...inputShape] } : {})
  );
}

await serve({ engine: `tfjs ${backend}`, version: tf.version.tfjs, build });
