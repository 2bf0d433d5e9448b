// Which published trainings a page can repeat.

import { assert, assertEquals } from "@std/assert";
import { trainingOf } from "../../lib/play/published_trainings.ts";
import { readRecord } from "../../lib/records/mod.ts";

Deno.test("trainingOf offers nothing that a page has not or nobody waits for", async () => {
  const record = await readRecord("02-softmax-and-cross-entropy");
  const { dataset, runs: [run] } = record;
  assert(trainingOf(record));
  const teacher = { ...Object(record.settings), distillation: { part: 0.5, temperature: 2 } };
  for (
    const other of [
      { ...record, dataset: { ...dataset, sha256: "0".repeat(64) } },
      { ...record, dataset: { ...dataset, trainImages: 50_000 } },
      { ...record, runs: [{ ...run, seconds: 601 }] },
      { ...record, settings: teacher },
      { ...record, settings: { stages: 3 } },
    ]
  ) assertEquals(trainingOf(other), undefined);
});
