// Racers as they are started, and ours at work on a few images.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { dirname, fromFileUrl, join } from "@std/path";
import {
  ourRacers,
  pytorchRacers,
  runRacer,
  TASK,
  writeRaceData,
} from "../../../lib/bench/race/racers.ts";
import { Dataset } from "../../../lib/data/mod.ts";
import { withDirectory } from "../../system/temporary_directory.ts";
import { tinyRecipe } from "./sample_race.ts";

const task = { recipe: tinyRecipe, images: 100, seed: 3 };

Deno.test("PyTorch races in three ways, compiled only with the first number of threads", () => {
  const racers = pytorchRacers("python9", { data: "images", threads: [2, 1] });
  assertEquals(racers.map(({ engine, threads }) => `${engine} ${threads}`), [
    ...["PyTorch 2", "PyTorch, channels_last 2", "PyTorch, compiled 2"],
    ...["PyTorch 1", "PyTorch, channels_last 1"],
  ]);
  const [{ command }] = racers;
  assertEquals([command[0], ...command.slice(2)], ["python9", TASK, "images", "2", "contiguous"]);
});

Deno.test("ours trains in a process of its own, to the same weights on one thread and two", async () => {
  const [one, two] = await Promise.all(
    ourRacers([1, 2]).map((racer) => runRacer(racer, { task })),
  );
  assertEquals(one.weightsSha256, two.weightsSha256);
  assertEquals([one.threads, two.threads, one.seed], [1, 2, 3]);
  assert(one.accuracy > 0.3 && one.accuracy < 0.8, `${one.accuracy}`);
  assert(one.allIn > one.training && one.training > 0, `${one.allIn} s, ${one.training} s`);
});

Deno.test("images that are held out judge, and are not learned from", async () => {
  const [racer] = ourRacers([1]);
  const all = await runRacer(racer, { task });
  const held = await runRacer(racer, { task: { ...task, heldOut: 1000 } });
  assert(held.weightsSha256 !== all.weightsSha256);
  // Of 1,000 images, each counts a thousandth.
  assertEquals(Number((1000 * held.accuracy).toFixed(6)) % 1, 0);
});

Deno.test("a racer that fails says why", async () => {
  const racer = {
    engine: "a",
    threads: 1,
    command: ["sh", "-c", 'echo "ValueError: no" >&2; exit 1'],
  };
  await assertRejects(() => runRacer(racer, { task }), Error, "ValueError: no");
  const silent = { ...racer, command: ["sh", "-c", "exit 0"] };
  await assertRejects(() => runRacer(silent, { task }), Error, "it ended without a word");
});

Deno.test("writeRaceData writes bytes that every language can read", async () => {
  const options = { name: "tiny", imageShape: [1, 2] as [number, number], classes: 2 };
  const train = new Dataset(new Uint8Array([1, 2, 3, 4]), new Uint8Array([1, 0]), options);
  const test = new Dataset(new Uint8Array([5, 6]), new Uint8Array([1]), options);
  await withDirectory(async (directory) => {
    await writeRaceData({ train, test }, directory);
    const read = async (name: string) => [...await Deno.readFile(join(directory, name))];
    assertEquals(await read("train-images"), [1, 2, 3, 4]);
    assertEquals(await read("train-labels"), [1, 0]);
    assertEquals(await read("test-images"), [5, 6]);
    assertEquals(await read("test-labels"), [1]);
  });
});

Deno.test("pytorch.py is where it is started from", async () => {
  const [{ command }] = pytorchRacers("python3", { data: "", threads: [1] });
  const ours = fromFileUrl(new URL("../../../lib/bench/race/racers", import.meta.url));
  assertEquals(dirname(command[1]), ours);
  assert((await Deno.stat(command[1])).isFile);
});
