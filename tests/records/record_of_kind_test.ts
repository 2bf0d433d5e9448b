// Records that are none of a training: written whole, read back, and named where they are wrong.

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import * as v from "valibot";
import { readKind, type RecordKind, writeKind } from "../../lib/records/record_of_kind.ts";
import { integerFrom } from "../../lib/system/schema.ts";
import { withDirectory } from "../system/temporary_directory.ts";

const kind: RecordKind<{ count: number }> = {
  name: "counted",
  schema: v.strictObject({ count: integerFrom(1) }),
  command: "deno task count",
};

Deno.test("what writeKind writes, readKind reads, in a folder that is made for it", async () => {
  await withDirectory(async (parent) => {
    const directory = join(parent, "new");
    const path = await writeKind({ count: 3 }, { ...kind, directory });
    assertEquals(path, join(directory, "counted.json"));
    assertEquals(await Deno.readTextFile(path), '{\n  "count": 3\n}\n');
    assertEquals(await readKind(kind, { directory }), { count: 3 });
  });
});

Deno.test("writeKind writes lists of numbers on one line", async () => {
  await withDirectory(async (directory) => {
    const schema = v.strictObject({ points: v.array(v.array(v.number())) });
    const path = await writeKind({ points: [[1, 2.5], [3]] }, { ...kind, schema, directory });
    assertEquals(
      await Deno.readTextFile(path),
      '{\n  "points": [\n    [ 1, 2.5 ],\n    [ 3 ]\n  ]\n}\n',
    );
  });
});

Deno.test("readKind says how a record is made, and both name the field that is wrong", async () => {
  await withDirectory(async (directory) => {
    await assertRejects(
      () => readKind(kind, { directory }),
      Deno.errors.NotFound,
      'make it with "deno task count"',
    );
    const wrong = () => writeKind({ count: 0 }, { ...kind, directory });
    await assertRejects(wrong, TypeError, "count is 0 but must be an integer of at least 1");
    assertEquals([...Deno.readDirSync(directory)], []);
    await Deno.writeTextFile(join(directory, "counted.json"), '{ "count": 0 }');
    await assertRejects(() => readKind(kind, { directory }), TypeError, "count is 0");
  });
});
