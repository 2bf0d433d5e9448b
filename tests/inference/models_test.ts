// Tests of lib/inference/models.ts

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { loadAllModels, loadModel, modelNames, saveModel } from "../../lib/inference/models.ts";
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
  await withDirectory(async (folder) => {
    const directory = join(folder, "gone");
    assertEquals(await modelNames({ directory }), []);
    await assertRejects(
      () => loadModel("cnn", { directory }),
      Deno.errors.NotFound,
      "there are no models; run the notebooks",
    );
  });
});

Deno.test("loadModel refuses a damaged file", async () => {
  await withDirectory(async (directory) => {
    await Deno.writeTextFile(join(directory, "bad.safetensors"), "not what it says");
    await assertRejects(() => loadModel("bad", { directory }), SyntaxError, "bad.safetensors");
  });
});

Deno.test("loadAllModels passes over what is no model, and tells of it", async () => {
  await withDirectory(async (directory) => {
    const network = new Sequential([dense(2)], { inputShape: [4] });
    await saveModel("good", network, { title: "Good", directory });
    await Deno.writeFile(join(directory, "empty.safetensors"), new Uint8Array());
    // A file of another tool: one tensor, and nothing about a network.
    const header = '{"fc.weight":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
    const file = new Uint8Array(8 + header.length + 4);
    file[0] = header.length;
    file.set(new TextEncoder().encode(header), 8);
    await Deno.writeFile(join(directory, "mine.safetensors"), file);
    const { models, errors } = await loadAllModels({ directory });
    assertEquals(models.map(({ title }) => title), ["Good"]);
    assertEquals(errors.length, 2);
    for (const [i, name] of ["empty.safetensors", "mine.safetensors"].entries()) {
      assertStringIncludes(errors[i].message, name);
    }
    await assertRejects(() => loadModel("mine", { directory }), Error, "mine.safetensors");
  });
});

Deno.test("modelNames says so if the folder is none", async () => {
  await withDirectory(async (directory) => {
    const path = join(directory, "file");
    await Deno.writeTextFile(path, "");
    await assertRejects(
      () => modelNames({ directory: path }),
      Deno.errors.NotADirectory,
      `Cannot look for models: "${path}" leads through something that is no folder`,
    );
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
