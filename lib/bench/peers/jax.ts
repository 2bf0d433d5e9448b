// @jax-js/jax as a peer, on its wasm backend: one compiled function makes a whole training step.

// The version stands here and not in deno.json, or every run of the project would download the peers.
// deno-lint-ignore-file no-import-prefix
import {
  blockUntilReady,
  init,
  jit,
  lax,
  nn,
  numpy as np,
  valueAndGrad,
} from "npm:@jax-js/jax@0.1.25";
import type { LayerSpec } from "../../nn/mod.ts";
import { batchesOf, type BenchData, serve, type Step } from "../serve.ts";
import type { Workload } from "../workloads.ts";

await init("wasm");

/** A function takes its arguments over, and gives back a reference to whatever it returns. */
type Forward = (parameters: np.Array[], x: np.Array) => np.Array;

function build(workload: Workload, data: BenchData): Step {
  const { learningRate, batchSize } = workload;
  const batches = [...batchesOf(workload, data)].map(({ x, shape, targets }) => {
    // Images are [batch, channels, height, width] here, and MNIST has one channel.
    const [batch, ...image] = shape;
    const inputShape = image.length === 1 ? shape : [batch, 1, image[0], image[1]];
    return { x: np.array(x).reshape(inputShape), targets: np.array(targets).reshape([-1, 10]) };
  });
  const { forward, initial } = network(workload);
  const loss = (parameters: np.Array[], x: np.Array, targets: np.Array) => {
    const y = forward(parameters, x);
    return workload.loss === "crossEntropy"
      ? nn.logSoftmax(y).mul(targets).sum().mul(-1 / batchSize)
      : np.square(y.sub(targets)).mean();
  };
  const update = jit((parameters: np.Array[], x: np.Array, targets: np.Array) => {
    const references = parameters.map((parameter) => parameter.ref);
    const [value, gradients] = valueAndGrad(loss)(references, x, targets);
    value.dispose();
    return parameters.map((parameter, i) => parameter.sub(gradients[i].mul(learningRate)));
  });
  let parameters = initial;
  let next = 0;
  return async () => {
    const { x, targets } = batches[next++ % batches.length];
    parameters = update(parameters, x.ref, targets.ref);
    await blockUntilReady(parameters);
  };
}

/** The network up to its last softmax, and the weights it starts with. */
function network({ network, inputShape }: Workload): { forward: Forward; initial: np.Array[] } {
  const initial: np.Array[] = [];
  const layers: ((x: np.Array, parameters: Iterator<np.Array>) => np.Array)[] = [];
  let shape = inputShape.length === 1 ? [...inputShape] : [1, inputShape[0], inputShape[1]];
  // As large as He's normal weights; none if there is no fan.
  const parameter = (shape: number[], fan = Infinity) => {
    const values = new Float32Array(shape.reduce((a, b) => a * b));
    for (let i = 0; i < values.length; i++) {
      values[i] = Math.sqrt(24 / fan) * (Math.random() - 0.5);
    }
    initial.push(np.array(values).reshape(shape));
  };
  for (const spec of network) {
    switch (spec.type) {
      case "dense": {
        parameter([shape[0], spec.units], shape[0]);
        parameter([spec.units]);
        layers.push((x, parameters) => np.matmul(x, take(parameters)).add(take(parameters)));
        shape = [spec.units];
        break;
      }
      case "conv2d": {
        const { size, filters } = spec;
        parameter([filters, shape[0], size, size], size * size * shape[0]);
        parameter([filters, 1, 1]);
        layers.push((x, parameters) =>
          lax.conv(x, take(parameters), [1, 1], "VALID").add(take(parameters))
        );
        shape = [filters, shape[1] - size + 1, shape[2] - size + 1];
        break;
      }
      case "maxPool2d": {
        const [channels, height, width] = [shape[0], shape[1] / 2, shape[2] / 2];
        layers.push((x) => np.max(x.reshape([-1, channels, height, 2, width, 2]), [3, 5]));
        shape = [channels, height, width];
        break;
      }
      case "relu":
        layers.push((x) => nn.relu(x));
        break;
      case "sigmoid":
        layers.push((x) => nn.sigmoid(x));
        break;
      case "flatten": {
        const size = shape.reduce((a, b) => a * b);
        layers.push((x) => x.reshape([-1, size]));
        shape = [size];
        break;
      }
      case "softmax":
        break;
      default:
        throw new TypeError(`a layer of type "${(spec as LayerSpec).type}" is not timed`);
    }
  }
  const forward: Forward = (parameters, x) => {
    const rest = parameters.values();
    return layers.reduce((y, layer) => layer(y, rest), x);
  };
  return { forward, initial };
}

function take(parameters: Iterator<np.Array>): np.Array {
  return parameters.next().value!;
}

await serve({ engine: "jax-js", version: "0.1.25", build });
