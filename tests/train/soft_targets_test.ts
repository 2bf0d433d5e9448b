// What a teacher answered, in memory and in files.

import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { loadMnist } from "../../lib/data/mod.ts";
import { SafetensorsError } from "../../lib/nn/mod.ts";
import { readTensors } from "../../lib/nn/tensor_file.ts";
import { writeTensors } from "../nn/write_tensors.ts";
import { argmax } from "../../lib/system/argmax.ts";
import { loadSoftTargets, makeSoftTargets, saveSoftTargets } from "../../lib/train/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { bars } from "./synthetic.ts";

const data = bars(2);
const rows = new Float32Array([0.5, 0.25, 0.25, 0, 0, 1]);

Deno.test("makeSoftTargets knows its answers and their images by digest", async () => {
  const { sha256 } = await makeSoftTargets(rows, data);
  assertEquals((await makeSoftTargets(rows.slice(), bars(2))).sha256, sha256);
  const others = new Float32Array([0.25, 0.5, 0.25, 0, 0, 1]);
  assertNotEquals((await makeSoftTargets(others, data)).sha256, sha256);
  assertNotEquals((await makeSoftTargets(rows, bars(2, { seed: 2 }))).sha256, sha256);
  assertNotEquals((await makeSoftTargets(rows, data.subset([1, 0]))).sha256, sha256);
});

Deno.test("makeSoftTargets refuses what are no probabilities of the images", async () => {
  const cases: [number[], string][] = [
    [[0.5, 0.5, 0], "found 3 probabilities but 2 images of 3 classes need 6"],
    [[1, 0, 0, 0.5, 0.25, 0], "those of image 1 are 0.5, 0.25, 0 but probabilities add up to 1"],
    [[1.5, -0.5, 0, 1, 0, 0], "those of image 0 are 1.5, -0.5, 0"],
    [[NaN, 0, 0, 1, 0, 0], "those of image 0 are NaN, 0, 0"],
  ];
  for (const [values, message] of cases) {
    await assertRejects(
      () => makeSoftTargets(new Float32Array(values), data),
      RangeError,
      message,
    );
  }
});

Deno.test("loadSoftTargets gives back what saveSoftTargets wrote", async () => {
  await withDirectory(async (directory) => {
    const path = join(directory, "a", "teacher.safetensors");
    const softTargets = await makeSoftTargets(rows, data);
    await saveSoftTargets(path, softTargets);
    assertEquals(await loadSoftTargets(path), softTargets);
  });
});

Deno.test("the soft targets of the project are those of MNIST's training images", async () => {
  const path = new URL("../../data/soft-targets/06-world-class.safetensors", import.meta.url);
  const kept = await loadSoftTargets(fromFileUrl(path));
  const { train } = await loadMnist();
  assertEquals(await makeSoftTargets(kept.probabilities, train), kept);
  const { probabilities, classes } = kept;
  let right = 0;
  for (let i = 0; i < train.count; i++) {
    const row = { start: i * classes, end: (i + 1) * classes };
    if (argmax(probabilities, row) === train.label(i)) right++;
  }
  assert(right > 0.999 * train.count, `${right}`);
});

Deno.test("loadSoftTargets refuses files that were changed, or are of something else", async () => {
  await withDirectory(async (directory) => {
    const path = join(directory, "teacher.safetensors");
    await saveSoftTargets(path, await makeSoftTargets(rows, data));
    const { tensors, metadata } = await readTensors(path);
    const value = tensors.get("probabilities")!;
    value.data[0] = 0.75;
    await writeTensors(path, [{ name: "probabilities", value }], { metadata });
    await assertRejects(() => loadSoftTargets(path), SafetensorsError, "digest does not fit");
    await writeTensors(path, [{ name: "weights", value }], { metadata });
    await assertRejects(() => loadSoftTargets(path), SafetensorsError, "it holds weights but");
    await assertRejects(
      () => loadSoftTargets(join(directory, "none.safetensors")),
      Error,
      "none.safetensors",
    );
  });
});
