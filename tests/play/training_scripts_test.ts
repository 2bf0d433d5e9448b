// The scripts beside the pages.

import { assert, assertEquals } from "@std/assert";
import { loadModel, loadPageNetwork, loadPageReader, modelNames } from "../../lib/inference/mod.ts";
import { weightsSha256 } from "../../lib/nn/mod.ts";
import { decodeNetwork } from "../../lib/nn/network_codec.ts";
import { trainingScripts } from "../../lib/play/mod.ts";
import type { PackedNetworks } from "../../lib/play/page/messages.ts";
import { unpackText } from "../../lib/system/packed_text.ts";

/** What the first line of a script leaves in a global. */
function valueIn(script: string, name: string) {
  const [first] = script.split("\n", 1);
  return JSON.parse(first.slice(`globalThis.${name}=`.length, -";".length));
}

Deno.test("trainingScripts are the code with both exact builds, the images and the published networks, and load nothing", async () => {
  const scripts = await trainingScripts();
  assertEquals([...scripts.keys()], ["training.js", "mnist.js", "networks.js"]);
  const { scripts: workers, kernels } = valueIn(scripts.get("training.js")!, "mnistTraining");
  for (const rounding of ["fused", "exact"]) {
    assert(WebAssembly.validate(Uint8Array.fromBase64(kernels[rounding])), rounding);
  }
  for (const word of ["fetch(", "XMLHttpRequest"]) {
    assertEquals(Object.keys(workers), ["training", "drawing", "reading"]);
    for (const worker of ["training", "reading"]) {
      assertEquals(workers[worker].includes(word), false, `${word} in ${worker}`);
    }
  }
  const images = scripts.get("mnist.js")!;
  assert(images.length < 16e6, `${images.length}`);
  assertEquals(Object.keys(valueIn(images, "mnistImages").files), [
    "trainImages",
    "trainLabels",
    "testImages",
    "testLabels",
  ]);
  const networks: PackedNetworks = valueIn(scripts.get("networks.js")!, "mnistNetworks");
  const { published, page, reader } = networks;
  const names = await modelNames();
  assertEquals(published.length, names.length);
  assertEquals(published[0].title, (await loadModel("sigmoid")).title);
  // A page finds the digits of a picture with the very weights that Deno does.
  for (const [packed, load] of [[page, loadPageNetwork], [reader, loadPageReader]] as const) {
    const { network } = decodeNetwork(await unpackText(packed), { from: "the script" });
    assertEquals(await weightsSha256(network), await weightsSha256(await load()));
  }
});
