import { assert } from "@std/assert";
import { Dataset } from "../../lib/data/mod.ts";
import { dense, relu, Sequential, softmax } from "../../lib/nn/mod.ts";
import { createBackend } from "../../lib/tensor/mod.ts";
import { adam, fit } from "../../lib/train/mod.ts";

Deno.test("200 networks built, trained and dropped leave memory where it was after 20", async () => {
  const backend = createBackend("wasm", { threads: 1 });
  const data = new Dataset(new Uint8Array(128 * 784), new Uint8Array(128), {
    name: "blank",
    imageShape: [28, 28],
    classes: 10,
  });
  const reserved = () => backend.tensor([1]).data.buffer.byteLength;
  let after20 = 0;
  for (let i = 0; i < 200; i++) {
    const network = new Sequential([dense(256), relu(), dense(10), softmax()], {
      inputShape: [784],
      seed: i,
      backend,
    });
    await fit(network, data, {
      loss: "crossEntropy",
      optimizer: adam(),
      learningRate: 0.001,
      epochs: 1,
      batchSize: 128,
    });
    if (i === 19) after20 = reserved();
  }
  // Each of them takes 4 MiB: without giving back it would be 700 MiB more. Dropped networks are
  // looked for every 64 MiB, so no less can be asked.
  assert(reserved() <= after20 + 80 * 2 ** 20, `${after20} became ${reserved()} bytes`);
});
