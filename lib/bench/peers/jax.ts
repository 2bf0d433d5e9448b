// @jax-js/jax as a peer, on its wasm backend: one compiled function makes a whole training step.

import { blockUntilReady, init, jit, lax, nn, numpy as np, valueAndGrad } from "@jax-js/jax";
import { assertPlain, buildLayer, type LayerBuilders } from "../layer_builders.ts";
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

/** A layer: it takes its parameters from those that are left. */
type Apply = (x: np.Array, parameters: Iterator<np.Array>) => np.Array;

/** The network up to its last softmax, and the weights it starts with. */
function network({ network, inputShape }: Workload): { forward: Forward; initial: np.Array[] } {
  const initial: np.Array[] = [];
  let shape = inputShape.length === 1 ? [...inputShape] : [1, inputShape[0], inputShape[1]];
  // As large as He's normal weights; none if there is no fan.
  const parameter = (shape: number[], fan = Infinity) => {
    const values = new Float32Array(shape.reduce((a, b) => a * b));
    for (let i = 0; i < values.length; i++) {
      values[i] = Math.sqrt(24 / fan) * (Math.random() - 0.5);
    }
    initial.push(np.array(values).reshape(shape));
  };
  const builders: LayerBuilders<Apply> = {
    dense({ units }) {
      parameter([shape[0], units], shape[0]);
      parameter([units]);
      shape = [units];
      return (x, parameters) => np.matmul(x, take(parameters)).add(take(parameters));
    },
    conv2d(spec) {
      assertPlain(spec, { stride: 1, padding: 0 });
      const { size, filters } = spec;
      parameter([filters, shape[0], size, size], size * size * shape[0]);
      parameter([filters, 1, 1]);
      shape = [filters, shape[1] - size + 1, shape[2] - size + 1];
      return (x, parameters) =>
        lax.conv(x, take(parameters), [1, 1], "VALID").add(take(parameters));
    },
    maxPool2d(spec) {
      assertPlain(spec, { size: 2, stride: 2, padding: 0 });
      const [channels, height, width] = [shape[0], shape[1] / 2, shape[2] / 2];
      shape = [channels, height, width];
      return (x) => np.max(x.reshape([-1, channels, height, 2, width, 2]), [3, 5]);
    },
    relu: () => (x) => nn.relu(x),
    sigmoid: () => (x) => nn.sigmoid(x),
    tanh: () => (x) => np.tanh(x),
    flatten() {
      const size = shape.reduce((a, b) => a * b);
      shape = [size];
      return (x) => x.reshape([-1, size]);
    },
  };
  const layers = network.filter(({ type }) => type !== "softmax")
    .map((spec) => buildLayer(spec, builders));
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
