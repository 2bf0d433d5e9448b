// Which generations have a training panel, and what is in it.

import { assert, assertEquals } from "@std/assert";
import { publishedTrainings, trainingPanels } from "../../lib/play/mod.ts";
import type { PanelData } from "../../lib/play/page/messages.ts";
import { readRecord } from "../../lib/records/mod.ts";
import { parse } from "../site/sample_site.ts";

const dataIn = (html: string): PanelData =>
  JSON.parse(parse(html).querySelector('script[type="application/json"]')!.textContent!);

Deno.test("trainingPanels are those of generations 1 to 5 and 7, and of the network of 14b that has no teacher", async () => {
  const { endings } = await trainingPanels();
  assertEquals([...endings.keys()].map((name) => name.slice(0, 2)), [
    "01",
    "02",
    "03",
    "04",
    "05",
    "07",
    "14",
  ]);
});

Deno.test("trainingPanels hold the recipe and the digest of the record's first seed", async () => {
  const name = "02-softmax-and-cross-entropy";
  const { title, settings, runs } = await readRecord(name);
  const { endings } = await trainingPanels();
  const { html } = endings.get(`${name}.ipynb`)!;
  assertEquals(dataIn(html), {
    trainings: [{
      name,
      title,
      training: {
        recipe: settings,
        seed: runs[0].seed,
        trainImages: 60_000,
        weightsSha256: runs[0].weightsSha256,
      },
    }],
    playPage: "play.html",
  });
  // Without scripts there is nothing to press.
  assertEquals(parse(html).querySelectorAll("button").length, 0);
});

Deno.test("trainingPanels have a page that offers all of them", async () => {
  const { page } = await trainingPanels();
  const names = (await publishedTrainings()).map(({ name }) => name);
  assert(names.length > 0);
  const { trainings, playPage } = dataIn(page.html);
  assertEquals(trainings.map(({ name }) => name), names);
  assertEquals(playPage, undefined);
});
