// Which generations have a training panel, and what is in it.

import { assert, assertEquals } from "@std/assert";
import { trainingPanels } from "../../lib/play/mod.ts";
import { trainingOf } from "../../lib/play/training_panel.ts";
import { readRecord } from "../../lib/records/mod.ts";
import { parse } from "../site/sample_site.ts";

Deno.test("trainingPanels are those of generations 1 to 5 and 7", async () => {
  assertEquals([...(await trainingPanels()).keys()].map((name) => name.slice(0, 2)), [
    "01",
    "02",
    "03",
    "04",
    "05",
    "07",
  ]);
});

Deno.test("trainingPanels hold the recipe and the digest of the record's first seed", async () => {
  const name = "02-softmax-and-cross-entropy";
  const { settings, runs } = await readRecord(name);
  const page = parse((await trainingPanels()).get(`${name}.ipynb`)!);
  const data = page.querySelector('script[type="application/json"]')!.textContent!;
  assertEquals(JSON.parse(data), {
    recipe: settings,
    seed: runs[0].seed,
    trainImages: 60_000,
    weightsSha256: runs[0].weightsSha256,
  });
  // Without scripts there is nothing to press.
  assertEquals(page.querySelectorAll("button").length, 0);
});

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
