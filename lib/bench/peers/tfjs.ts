// @tensorflow/tfjs as a peer: on its wasm backend, or with the argument "cpu" on that in JavaScript.

// The version stands here and not in deno.json, or every run of the project would download the peers.
// deno-lint-ignore-file no-import-prefix
import { dirname, fromFileUrl } from "@std/path";
import { setWasmPaths } from "npm:@tensorflow/tfjs-backend-wasm@4.22.0";
import * as tf from "npm:@tensorflow/tfjs@4.22.0";
import type { LayerSpec } from "../../nn/mod.ts";
import { batchesOf, type BenchData, serve, type Step } from "../serve.ts";
import type { Workload } from "../workloads.ts";

const backend = Deno.args[1] === "cpu" ? "cpu" : "wasm";
const package_ = import.meta.resolve("npm:@tensorflow/tfjs-backend-wasm@4.22.0");
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

/** The network up to its last softmax, which the loss does together with its own work. */
function layersOf({ network, inputShape }: Workload): tf.layers.Layer[] {
  const start = { batchInputShape: [null, ...inputShape] };
  return network.filter(({ type }) => type !== "softmax").map((spec, i) => {
    const input = i === 0 ? start : {};
    switch (spec.type) {
      case "dense":
        return tf.layers.dense({ units: spec.units, kernelInitializer: "heNormal", ...input });
      case "conv2d":
        return tf.layers.conv2d({
          filters: spec.filters,
          kernelSize: spec.size,
          kernelInitializer: "heNormal",
          ...input,
        });
      case "relu":
        return tf.layers.reLU();
      case "sigmoid":
        return tf.layers.activation({ activation: "sigmoid" });
      case "maxPool2d":
        return tf.layers.maxPooling2d({ poolSize: spec.size });
      case "flatten":
        return tf.layers.flatten();
      default:
        throw new TypeError(`a layer of type "${(spec as LayerSpec).type}" is not timed`);
    }
  });
}

await serve({ engine: `tfjs ${backend}`, version: tf.version.tfjs, build });
