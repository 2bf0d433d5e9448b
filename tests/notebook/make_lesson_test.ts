// Lessons in a cell: when teachers are asked, and when their answers are read.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { makeLesson } from "../../lib/notebook/make_lesson.ts";
import { askTeachers, loadSoftTargets, type SoftTargets } from "../../lib/train/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { bars, build } from "../train/synthetic.ts";

const images = bars(4);
const teachers = [1, 2].map((seed) => build(undefined, { seed }));

/** What a lesson says, made as with `RETRAIN=1`. */
async function retrained(
  options: { file?: string; checkpoint: string },
): Promise<SoftTargets> {
  Deno.env.set("RETRAIN", "1");
  try {
    return (await makeLesson(teachers, images, options)).softTargets;
  } finally {
    Deno.env.delete("RETRAIN");
  }
}

Deno.test("makeLesson asks where answers are to be made anew, and reads them otherwise", async () => {
  await withDirectory(async (directory) => {
    const [file, checkpoint] = ["answers", "asked"].map((name) =>
      join(directory, `${name}.safetensors`)
    );
    await assertRejects(() => makeLesson(teachers, images, { file, checkpoint }), Error, file);
    const answers = await askTeachers(teachers, images);
    assertEquals(await retrained({ file, checkpoint }), answers);
    assertEquals(await loadSoftTargets(file), answers);
    // Nobody is asked: there is no teacher.
    const { train, softTargets } = await makeLesson([], images, { file, checkpoint });
    assert(train === images);
    assertEquals(softTargets, answers);
  });
});

Deno.test("makeLesson without a file asks every time, and goes on from its checkpoint", async () => {
  await withDirectory(async (directory) => {
    const checkpoint = join(directory, "asked.safetensors");
    const { softTargets } = await makeLesson(teachers, images, { checkpoint });
    assertEquals(softTargets, await askTeachers(teachers, images));
    await assertRejects(
      () => makeLesson(teachers.slice(1), images, { checkpoint }),
      RangeError,
      "Cannot go on asking teachers",
    );
  });
});
