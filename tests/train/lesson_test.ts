// Lessons: which images and which answers a part of one has.

import { assertEquals, assertRejects } from "@std/assert";
import { makeSoftTargets, partOfLesson } from "../../lib/train/mod.ts";
import { bars } from "./synthetic.ts";

const train = bars(3);
const rows = [[0.5, 0.25, 0.25], [0, 0, 1], [0.25, 0.75, 0]];
const lesson = { train, softTargets: await makeSoftTargets(new Float32Array(rows.flat()), train) };

Deno.test("partOfLesson takes images with their answers, in the order that is asked for", async () => {
  const { train: images, softTargets } = await partOfLesson(lesson, [2, 0, 2]);
  assertEquals([0, 1, 2].map((i) => images.image(i)), [2, 0, 2].map((i) => train.image(i)));
  const answers = new Float32Array([rows[2], rows[0], rows[2]].flat());
  assertEquals(softTargets, await makeSoftTargets(answers, images));
});

Deno.test("partOfLesson refuses images that the lesson does not have", async () => {
  await assertRejects(() => partOfLesson(lesson, [0, 3]), RangeError, "Cannot choose image 3");
});
