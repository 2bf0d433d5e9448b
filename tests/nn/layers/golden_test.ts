// Every layer, forward and backward, against PyTorch.

import { referenceBackend } from "../../../lib/tensor/mod.ts";
import { fastBackends } from "../../tensor/installed_backends.ts";
import { assertNear, layers, networkOf } from "../golden.ts";

for (const backend of [referenceBackend, ...fastBackends]) {
  for (const golden of layers) {
    Deno.test(`${golden.name} on ${backend.name} agrees with PyTorch`, () => {
      const network = networkOf(golden, backend);
      const [layer] = network.layers;
      const batch = golden.x.length / layer.inputShape.reduce((product, axis) => product * axis);
      const x = backend.tensor([batch, ...layer.inputShape]);
      const dy = backend.tensor([batch, ...layer.outputShape]);
      x.data.set(golden.x);
      dy.data.set(golden.dy);

      assertNear(layer.forward(x, { training: true, step: 0 }).data, golden.y, { name: "y" });
      assertNear(layer.backward(dy, { inputGradient: true }).data, golden.dx, { name: "dx" });
      for (const [i, { name, gradient }] of layer.parameters.entries()) {
        assertNear(gradient.data, golden.gradients[i], { name: `gradient of ${name}` });
      }
      for (const [i, { name, value }] of network.state.entries()) {
        assertNear(value.data, golden.stateAfter[i], { name });
      }
      const evaluated = layer.forward(x, { training: false, step: 0 });
      assertNear(evaluated.data, golden.evaluated, { name: "y outside training" });
    });
  }
}
