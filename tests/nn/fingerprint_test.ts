// The fingerprint of weights.

import { assertEquals, assertNotEquals } from "@std/assert";
import { createHash } from "node:crypto";
import { batchNorm, dense, Sequential, weightsSha256 } from "../../lib/nn/mod.ts";
import { createBackend, Tensor } from "../../lib/tensor/mod.ts";

Deno.test("weightsSha256 is the digest of all numbers, little-endian and in order", async () => {
  const state = [
    { name: "first", value: new Tensor([2], new Float32Array([1, -2.5])) },
    { name: "second", value: new Tensor([1], new Float32Array([0.1])) },
  ];
  const bytes = new Uint8Array([0, 0, 128, 63, 0, 0, 32, 192, 205, 204, 204, 61]);
  assertEquals(await weightsSha256({ state }), createHash("sha256").update(bytes).digest("hex"));
});

Deno.test("weightsSha256 is that of the seed, on every backend, and tells every number", async () => {
  const specs = [dense(3), batchNorm()];
  const [one, same, other] = [[1, "reference"], [1, "wasm"], [2, "wasm"]].map(([seed, name]) =>
    new Sequential(specs, {
      inputShape: [4],
      seed: seed as number,
      backend: createBackend(name as "wasm"),
    })
  );
  const fingerprint = await weightsSha256(one);
  assertEquals(await weightsSha256(same), fingerprint);
  assertNotEquals(await weightsSha256(other), fingerprint);
  for (const { value } of same.state) {
    const last = value.data[value.size - 1];
    value.data[value.size - 1] += 1e-6;
    assertNotEquals(await weightsSha256(same), fingerprint);
    value.data[value.size - 1] = last;
  }
});
