// Networks as bytes: what is written is read again, and what is damaged is refused.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import * as nn from "../../lib/nn/mod.ts";
import { decodeNetwork, encodeNetwork } from "../../lib/nn/network_codec.ts";
import { referenceBackend as backend } from "../../lib/tensor/mod.ts";
import { damagedModel, readDamaged } from "./damaged_models.ts";

Deno.test("decodeNetwork reads what encodeNetwork wrote", async () => {
  const network = new nn.Sequential([nn.dense(3), nn.batchNorm()], { inputShape: [2], backend });
  const bytes = encodeNetwork(network, { title: "small" });
  const { network: found, metadata } = decodeNetwork(bytes, { from: "x", backend });
  assertEquals(metadata, { title: "small" });
  assertEquals(found.specs, network.specs);
  assertEquals(await nn.weightsSha256(found), await nn.weightsSha256(network));
});

Deno.test("decodeNetwork and decodeWeights read a damaged model or refuse it, and fail in no other way", () => {
  fc.assert(fc.property(damagedModel, (bytes) => void readDamaged(bytes)), { numRuns: 500 });
});
