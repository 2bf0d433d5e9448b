// The short names of networks.

import { assertEquals } from "@std/assert";
import { describeNetwork } from "../../lib/nn/describe_network.ts";
import * as nn from "../../lib/nn/mod.ts";

Deno.test("describeNetwork gives the sizes of rows alone, and names what works on images", () => {
  const rows = [
    nn.dense(256),
    nn.relu(),
    nn.batchNorm(),
    nn.dropout(0.5),
    nn.dense(10),
    nn.softmax(),
  ];
  assertEquals(describeNetwork(rows, [784]), "784-256-10");
  const images = [
    nn.conv2d(32),
    nn.relu(),
    nn.maxPool2d(2),
    nn.flatten(),
    nn.dense(10),
    nn.softmax(),
  ];
  assertEquals(describeNetwork(images, [28, 28, 1]), "28x28-conv 32-pool 2-dense 10");
});
