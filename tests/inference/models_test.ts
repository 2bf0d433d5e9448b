// Tests of lib/inference/models.ts

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { loadModel, modelNames, saveModel } from "../../lib/inference/models.ts";
import { dense, Sequential, softmax, weightsSha256 } from "../../lib/nn/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";

Deno.test("loadModel gives back what saveModel kept, by its name", async () => {
  await withDirectory(async (directory) => {
    const network = new Sequential([dense(10), softmax()], { inputShape: [4], seed: 5 });
    await saveModel("two-layers", network, { title: "2 Layers", directory });
    const model = await loadModel("two-layers", { directory });
    assertEquals([model.name, model.title], ["two-layers", "2 Layers"]);
    assertEquals(model.network.specs, network.specs);
    assertEquals(await weightsSha256(model.network), await weightsSha256(network));
  });
});

Deno.test("loadModel lists the models there are when it does not know one", async () => {
  await withDirectory(async (directory) => {
    const network = new Sequential([dense(2)], { inputShape: [4] });
    for (const name of ["b", "a"]) await saveModel(name, network, { title: name, directory });
    await Deno.writeTextFile(join(directory, "notes.txt"), "no model");
    assertEquals(await modelNames({ directory }), ["a", "b"]);
    await assertRejects(
      () => loadModel("c", { directory }),
      Deno.errors.NotFound,
      `Cannot load the model "c": in ${directory} there are a, b`,
    );
    await assertRejects(() => loadModel("../b", { directory }), Deno.errors.NotFound);
  });
});

Deno.test("loadModel says so if there are no models at all", async () => {
  assertEquals(await modelNames({ directory: "no/such/folder" }), []);
  await assertRejects(
    () => loadModel("cnn", { directory: "no/such/folder" }),
    Deno.errors.NotFound,
    "there are no models; run the notebooks",
  );
});

Deno.test("loadModel refuses a damaged file", async () => {
  await withDirectory(async (directory) => {
    await Deno.writeTextFile(join(directory, "bad.safetensors"), "not what it says");
    await assertRejects(() => loadModel("bad", { directory }), SyntaxError, "bad.safetensors");
  });
});

Deno.test("saveModel refuses names that lead elsewhere", async () => {
  const network = new Sequential([dense(2)], { inputShape: [4] });
  for (const name of ["../cnn", "CNN", "", "a b", "a--b"]) {
    await assertRejects(
      () => saveModel(name, network, { title: "x" }),
      RangeError,
      "small letters",
    );
  }
});
