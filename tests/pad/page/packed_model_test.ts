// Tests of lib/pad/page/packed_model.ts

import { assert, assertEquals, assertLess, assertMatch } from "@std/assert";
import { batchNorm, conv2d, dense, flatten, relu, Sequential } from "../../../lib/nn/mod.ts";
import { packModel, unpackModel } from "../../../lib/pad/page/packed_model.ts";
import { referenceBackend } from "../../../lib/tensor/mod.ts";

const layers = [conv2d(3), batchNorm(), relu(), flatten(), dense(10)];
const network = new Sequential(layers, { inputShape: [6, 6, 1], backend: referenceBackend });
for (const { value } of network.state) {
  if (value.shape.length === 1) value.data.forEach((_, i) => value.data[i] = Math.sin(i + 0.1));
}
// A unit without any weight.
for (let i = 0; i < 48; i++) network.parameters[4].value.data[10 * i + 7] = 0;

Deno.test("unpackModel gives back weights to one part in 84 of the largest of their unit", async () => {
  const packed = await packModel(network, { title: "any" });
  const again = await unpackModel(JSON.parse(JSON.stringify(packed)), {
    backend: referenceBackend,
  });
  assertEquals(packed.title, "any");
  for (const [i, { name, value }] of network.state.entries()) {
    const found = again.state[i].value;
    if (value.shape.length === 1) {
      assertEquals(found.data, value.data, name);
      continue;
    }
    const columns = value.shape[value.shape.length - 1];
    for (let column = 0; column < columns; column++) {
      const inColumn = (data: Float32Array) => [...data].filter((_, at) => at % columns === column);
      const largest = Math.max(...inColumn(value.data).map(Math.abs));
      const errors = inColumn(value.data).map((v, at) => Math.abs(v - inColumn(found.data)[at]));
      assert(Math.max(...errors) <= largest / 84 + 1e-7, name);
    }
  }
});

Deno.test("packModel takes less than a letter for each weight, in JSON and in HTML", async () => {
  const network = new Sequential([dense(100)], { inputShape: [784], backend: referenceBackend });
  const { weights } = await packModel(network, { title: "any" });
  assertLess(weights.length, 78_400);
  assertMatch(weights, /^[A-Za-z0-9+/=]+$/);
});
