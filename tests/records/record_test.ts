// Records: what is in them, what is refused, and how they come to disk and back.

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { join } from "@std/path";
import { makeRecord } from "../../lib/records/make_record.ts";
import { compareWeights, type RecordParts, type TrainingRun } from "../../lib/records/record.ts";
import { readRecord, readRecords, writeRecord } from "../../lib/records/record_files.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { sampleParts, sampleRun } from "./sample_record.ts";

Deno.test("makeRecord computes mean and standard deviation and sorts runs by seed", () => {
  const record = makeRecord(sampleParts({ runs: [sampleRun(2, 0.75), sampleRun(1, 0.5)] }));
  assertEquals(record.mean, 0.625);
  assertEquals(record.std, Math.sqrt(2 * 0.125 ** 2));
  assertEquals(record.runs.map((run) => run.seed), [1, 2]);
});

Deno.test("makeRecord gives one run no standard deviation", () => {
  assertEquals(makeRecord(sampleParts({ runs: [sampleRun(1, 0.5)] })).std, null);
});

Deno.test("makeRecord names the field that is wrong", () => {
  const run = sampleRun(1, 0.5);
  const wrong: [object, string][] = [
    [{ title: "" }, 'title is "" but must be a text that is not empty'],
    [{ name: "Two words" }, 'name is "Two words" but must be small letters, digits and hyphens'],
    [{ parameters: 1.5 }, "parameters is 1.5 but must be a whole number"],
    [{ settings: undefined }, "settings is missing but must be a value"],
    [{ reference: "0.9" }, 'reference is "0.9" but must be an object'],
    [{ reference: { accuracy: 97.9, readOn: "x" } }, "reference.accuracy is 97.9 but must be"],
    [{ reference: { accuracy: 0.9, readOn: "x", typo: 1 } }, "unknown field reference.typo"],
    [{ runs: [] }, "runs is [] but must be a list of at least one run"],
    [{ runs: [run, { ...run, seed: 2, testLoss: NaN }] }, "runs[1].testLoss is NaN"],
    [{ runs: [{ ...run, weightsSha256: "abc" }] }, "runs[0].weightsSha256 is"],
    [{ runs: [run, run] }, "found seeds 1, 1 but each may run only once"],
  ];
  for (const [changes, message] of wrong) {
    assertThrows(
      () => makeRecord(sampleParts(changes as Partial<RecordParts>)),
      TypeError,
      message,
    );
  }
});

Deno.test("compareWeights lists seeds that agree, that differ and that are missing", () => {
  const runs = [sampleRun(1, 0.5), sampleRun(2, 0.5), sampleRun(3, 0.5)];
  const again: TrainingRun[] = [runs[0], { ...runs[1], weightsSha256: "f".repeat(64) }];
  assertEquals(compareWeights({ runs }, { runs: again }), {
    same: [1],
    different: [2],
    missing: [3],
  });
});

Deno.test("writeRecord writes what readRecord reads, in the same order each time", async () => {
  await withDirectory(async (directory) => {
    const { record, changed } = await writeRecord(sampleParts(), { directory });
    assert(changed);
    assertEquals(await readRecord("02-softmax", { directory }), record);
    const text = await Deno.readTextFile(join(directory, "02-softmax.json"));
    const keys = [...text.matchAll(/^ {2}"(\w+)"/gm)].map((match) => match[1]);
    assertEquals(
      keys.join(" "),
      "name title reference network parameters settings runs mean std",
    );
    assert(text.endsWith("}\n"));
    assertEquals((await Array.fromAsync(Deno.readDir(directory))).length, 1);
  });
});

Deno.test("writeRecord leaves the file alone if only times differ", async () => {
  await withDirectory(async (directory) => {
    const parts = sampleParts({ runs: [sampleRun(1, 0.5)] });
    await writeRecord(parts, { directory });
    const slower = { ...parts, runs: [{ ...parts.runs[0], seconds: 99 }], machine: "another" };
    assertEquals((await writeRecord(slower, { directory })).changed, false);
    assertEquals((await readRecord("02-softmax", { directory })).runs[0].seconds, 21);
    const other = { ...slower, runs: [{ ...slower.runs[0], testLoss: 0.3 }] };
    assertEquals((await writeRecord(other, { directory })).changed, true);
    assertEquals((await readRecord("02-softmax", { directory })).runs[0].seconds, 99);
  });
});

Deno.test("writeRecord replaces a file that is not JSON", async () => {
  await withDirectory(async (directory) => {
    await Deno.writeTextFile(join(directory, "02-softmax.json"), "half a rec");
    assert((await writeRecord(sampleParts(), { directory })).changed);
  });
});

Deno.test("readRecord says what is wrong with a file", async () => {
  await withDirectory(async (directory) => {
    await writeRecord(sampleParts(), { directory });
    await assertRejects(
      () => readRecord("03-decay", { directory }),
      Deno.errors.NotFound,
      "found 02-softmax; run the notebook",
    );
    const text = await Deno.readTextFile(join(directory, "02-softmax.json"));
    const wrong: [string, new (message: string) => Error, string][] = [
      [text.slice(0, 100), SyntaxError, "03-decay.json: "],
      ["[]", TypeError, "the record is [] but must be an object"],
      [text, TypeError, 'its name is "02-softmax" but must be that of the file'],
      [text.replace(/"mean": [\d.]+/, '"mean": 0.9'), TypeError, "mean is 0.9 but the runs'"],
    ];
    for (const [content, kind, message] of wrong) {
      await Deno.writeTextFile(join(directory, "03-decay.json"), content);
      await assertRejects(() => readRecord("03-decay", { directory }), kind, message);
    }
  });
});

Deno.test("readRecords reads all in the order of their names, or none", async () => {
  await withDirectory(async (directory) => {
    assertEquals(await readRecords({ directory: join(directory, "nowhere") }), []);
    for (const name of ["10-deep", "02-softmax"]) {
      await writeRecord(sampleParts({ name }), { directory });
    }
    const names = (await readRecords({ directory })).map((record) => record.name);
    assertEquals(names, ["02-softmax", "10-deep"]);
  });
});
