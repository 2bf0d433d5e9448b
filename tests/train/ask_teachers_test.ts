// Teachers asked about images: what they answer together, and what of it is kept.

import { assertEquals, assertRejects } from "@std/assert";
import { SafetensorsError } from "../../lib/nn/mod.ts";
import { decodeSafetensors, encodeSafetensors } from "../../lib/nn/safetensors.ts";
import { askTeachers } from "../../lib/train/ask_teachers.ts";
import { type Checkpoint, ensembleOf, evaluate, makeSoftTargets } from "../../lib/train/mod.ts";
import { bars, build } from "./synthetic.ts";

const data = bars(25_000);
const teachers = [1, 2].map((seed) => build(undefined, { seed }));

/** A checkpoint in memory, which remembers all that was saved. */
function memory(
  saved: Uint8Array[] = [],
  options: { every?: number; seconds?: number } = {},
): Checkpoint {
  return {
    name: "the memory",
    ...options,
    load: () => Promise.resolve(saved.at(-1)),
    save: (state) => Promise.resolve(void saved.push(state)),
  };
}

function sizesOf(saved: Uint8Array[]): number[] {
  return saved.map((bytes) => decodeSafetensors(bytes).tensors.get("answers")!.size / 3);
}

Deno.test("askTeachers answers with the mean of all teachers, image by image", async () => {
  const evaluations = [];
  for (const teacher of teachers) evaluations.push(await evaluate(teacher, data));
  const expected = await makeSoftTargets(ensembleOf(evaluations).outputs, data);
  assertEquals(await askTeachers(teachers, data), expected);
});

Deno.test("askTeachers keeps what was answered, after as many portions as it is told", async () => {
  const saved: Uint8Array[] = [];
  await askTeachers(teachers, data, { checkpoint: memory(saved) });
  assertEquals(sizesOf(saved), [10_000, 20_000, 25_000]);
  const rarely: Uint8Array[] = [];
  await askTeachers(teachers, data, { checkpoint: memory(rarely, { every: 2 }) });
  assertEquals(sizesOf(rarely), [20_000, 25_000]);
  const atTheEnd: Uint8Array[] = [];
  await askTeachers(teachers, data, { checkpoint: memory(atTheEnd, { seconds: 3600 }) });
  assertEquals(sizesOf(atTheEnd), [25_000]);
});

Deno.test("askTeachers goes on where it was interrupted, with the same answers", async () => {
  const saved: Uint8Array[] = [];
  const whole = await askTeachers(teachers, data, { checkpoint: memory(saved) });
  const rest = saved.slice(0, 1);
  assertEquals(await askTeachers(teachers, data, { checkpoint: memory(rest) }), whole);
  assertEquals(sizesOf(rest), [10_000, 20_000, 25_000]);
  assertEquals(await askTeachers(teachers, data, { checkpoint: memory(rest) }), whole);
  assertEquals(rest.length, 3, "what is answered to the end is not asked again");
});

Deno.test("askTeachers finds out before the first answer that nothing can be kept", async () => {
  const checkpoint = {
    ...memory(),
    assertWritable: () => Promise.reject(new Error("the disk is full")),
  };
  await assertRejects(() => askTeachers(teachers, data, { checkpoint }), Error, "full");
});

Deno.test("askTeachers refuses what is kept of other teachers, other images, or damaged", async () => {
  const saved: Uint8Array[] = [];
  await askTeachers(teachers, data, { checkpoint: memory(saved) });
  const checkpoint = memory(saved);
  await assertRejects(
    () => askTeachers(teachers.slice(0, 1), data, { checkpoint }),
    RangeError,
    "delete it to ask anew",
  );
  await assertRejects(
    () => askTeachers(teachers, bars(25_000, { seed: 2 }), { checkpoint }),
    RangeError,
    "delete it to ask anew",
  );
  const { tensors, metadata } = decodeSafetensors(saved.at(-1)!);
  const value = tensors.get("answers")!;
  value.data[0] += 0.125;
  for (const name of ["answers", "weights"]) {
    const damaged = memory([encodeSafetensors([{ name, value }], { metadata })]);
    await assertRejects(
      () => askTeachers(teachers, data, { checkpoint: damaged }),
      SafetensorsError,
      "not as they were saved",
    );
  }
});

Deno.test("askTeachers refuses to ask nobody", async () => {
  await assertRejects(() => askTeachers([], data), RangeError, "at least one is needed");
});
