// Tests of lib/pages/exam_record.ts, and of the record that is there

import { assertEquals, assertRejects } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { loadPageNetwork, loadPageReader } from "../../lib/inference/page_network.ts";
import { examKindNames } from "../../lib/pages/exam_kinds.ts";
import { type ExamRecord, keptExam, readExam, writeExam } from "../../lib/pages/exam_record.ts";
import { readRecords } from "../../lib/records/record_files.ts";
import { weightsSha256 } from "../../lib/nn/mod.ts";
import { stubbornReader } from "../inference/stubborn_reader.ts";
import { withDirectory } from "../system/temporary_directory.ts";

const { test } = await loadMnist();
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

Deno.test("keptExam reads what is recorded, and takes the exam again where that is wanted", async () => {
  const network = await loadPageNetwork();
  const networks = { network, reader: stubbornReader(10, 36) };
  const pages = { images: test, pages: 1, seed: 2, kinds: ["cropped close", "no digit"] } as const;
  await withDirectory(async (directory) => {
    await writeExam(sample, { directory });
    assertEquals(await keptExam(networks, { ...pages, directory, again: false }), sample);
    const taken = await keptExam(networks, { ...pages, directory, again: true });
    assertEquals(taken.seed, 2);
    assertEquals(taken.networks.everywhere, await weightsSha256(network));
    // Who sees no digit anywhere is right where there is none.
    assertEquals(taken.results.map(({ kind, right }) => [kind, right]), [
      ["cropped close", 0],
      ["no digit", 1],
    ]);
    assertEquals(await readExam({ directory }), taken);
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
