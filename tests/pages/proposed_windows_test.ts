// Tests of lib/pages/proposed_windows.ts

import { assertEquals } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { loadPageNetwork } from "../../lib/inference/page_network.ts";
import { cutProposedWindows } from "../../lib/pages/proposed_windows.ts";

const { train } = await loadMnist();

Deno.test("cutProposedWindows cuts digits and what is none, the same ones for a seed", async () => {
  const network = await loadPageNetwork();
  const options = { images: train, pages: 3, seed: 1 };
  const windows = cutProposedWindows(network, options);
  assertEquals(windows.imageShape, [40, 40]);
  const labels = Array.from({ length: windows.count }, (_, i) => windows.label(i));
  assertEquals(labels.some((label) => label < 10), true);
  assertEquals(labels.some((label) => label === 10), true);
  const again = cutProposedWindows(network, options);
  assertEquals(again.count, windows.count);
  assertEquals(again.image(1), windows.image(1));
});
