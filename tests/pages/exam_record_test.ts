// Tests of lib/pages/exam_record.ts, and of the record that is there

import { assertEquals, assertRejects } from "@std/assert";
import { loadPageNetwork, loadPageReader } from "../../lib/inference/page_network.ts";
import { examKindNames } from "../../lib/pages/exam_kinds.ts";
import { type ExamRecord, readExam, writeExam } from "../../lib/pages/exam_record.ts";
import { readRecords } from "../../lib/records/record_files.ts";
import { weightsSha256 } from "../../lib/nn/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";

const sha = "0".repeat(64);

const sample: ExamRecord = {
  networks: { everywhere: sha, reader: sha },
  seed: 1,
  results: [{
    kind: "plain",
    pages: 3,
    right: 2,
    mistakes: [{ index: 1, read: "", truth: "07" }],
  }],
};

Deno.test("writeExam writes what readExam reads, and no record of a training", async () => {
  await withDirectory(async (directory) => {
    await writeExam(sample, { directory });
    assertEquals(await readExam({ directory }), sample);
    assertEquals(await readRecords({ directory }), []);
  });
});

Deno.test("writeExam refuses what is no record of an exam, and names the field", async () => {
  const [result] = sample.results;
  const wrong: [object, string][] = [
    [{ results: [{ ...result, kind: "plane" }] }, "results[0].kind"],
    [
      { results: [{ ...result, mistakes: [{ index: 0, read: "x", truth: "1" }] }] },
      "mistakes[0].read",
    ],
    [{ networks: { everywhere: sha, reader: "?" } }, "networks.reader"],
  ];
  await withDirectory(async (directory) => {
    for (const [change, message] of wrong) {
      const record = { ...sample, ...change } as ExamRecord;
      await assertRejects(() => writeExam(record, { directory }), TypeError, message);
    }
  });
});

Deno.test("readExam says how the record is made", async () => {
  await withDirectory(async (directory) => {
    await assertRejects(() => readExam({ directory }), Deno.errors.NotFound, "--retrain 15-");
  });
});

Deno.test("the exam of the repository is of its networks, and of a hundred pages of every kind", async () => {
  const { networks, results } = await readExam();
  assertEquals(networks, {
    everywhere: await weightsSha256(await loadPageNetwork()),
    reader: await weightsSha256(await loadPageReader()),
  });
  assertEquals(
    results.map(({ kind, pages }) => [kind, pages]),
    examKindNames.map((kind) => [kind, 100]),
  );
});
