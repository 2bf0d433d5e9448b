// Checkpoints in files.

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { checkpointFile, trainSeeds } from "../../lib/train/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { bars, recipe } from "./synthetic.ts";

Deno.test("checkpointFile loads what it saved last, and nothing before", async () => {
  await withDirectory(async (directory) => {
    const checkpoint = checkpointFile(join(directory, "a", "b", "training.safetensors"), {
      every: 3,
    });
    assertEquals(checkpoint.every, 3);
    assertEquals(await checkpoint.load(), undefined);
    await checkpoint.assertWritable!();
    assertEquals(await checkpoint.load(), undefined);
    for (const state of [new Uint8Array([1, 2]), new Uint8Array([3])]) {
      await checkpoint.save(state);
      assertEquals(await checkpoint.load(), state);
    }
    const folder = join(directory, "a", "b");
    const files = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
    assertEquals(files, ["training.safetensors"]);
  });
});

Deno.test("checkpointFile says which file cannot be read or written", async () => {
  await withDirectory(async (directory) => {
    const file = join(directory, "file");
    await Deno.writeTextFile(file, "");
    const path = join(file, "training.safetensors");
    const checkpoint = checkpointFile(path);
    await assertRejects(() => checkpoint.load(), Error, `"${path}" leads through something that`);
    await assertRejects(
      () => checkpoint.assertWritable!(),
      Error,
      `Cannot keep a training: "${path}" leads through something that is no folder`,
    );
  });
});

Deno.test("trainSeeds finds out before it trains that its checkpoints cannot be written", async () => {
  await withDirectory(async (directory) => {
    const checkpoints = join(directory, "file");
    await Deno.writeTextFile(checkpoints, "");
    let epochs = 0;
    await assertRejects(
      () =>
        trainSeeds(recipe, { seeds: [1], train: bars(20), checkpoints, onEpoch: () => epochs++ }),
      Error,
      `"${join(checkpoints, "seed-1.safetensors")}" leads through something that is no folder`,
    );
    assertEquals(epochs, 0);
  });
});
