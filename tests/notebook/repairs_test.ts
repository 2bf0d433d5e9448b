// What a network repairs and what it spoils.

import { assertEquals } from "@std/assert";
import { Picture } from "../../lib/charts/mod.ts";
import { repairs } from "../../lib/notebook/repairs.ts";
import { bars } from "../train/synthetic.ts";

const images = bars(6);
const labels = Uint8Array.from({ length: 6 }, (_, i) => images.label(i));
const wrong = (label: number) => (label + 1) % 3;

Deno.test("repairs shows what is repaired and what is spoiled, each with the wrong answer", () => {
  const before = labels.map((label, i) => i < 3 ? wrong(label) : label);
  const after = labels.map((label, i) => i === 2 || i === 5 ? wrong(label) : label);
  const [repaired, spoiled, test] = repairs(images, {
    before: { predictions: before },
    after: { predictions: after },
  });
  const caption = (i: number) => `${labels[i]}→${wrong(labels[i])}`;
  assertEquals(`${repaired}`, `${caption(0)}, ${caption(1)}`);
  assertEquals(`${spoiled}`, caption(5));
  assertEquals(`${test}`.startsWith("repaired: 2, spoiled: 1 (McNemar's test: p = "), true);
});

Deno.test("repairs leaves out a sheet without images, and shows no more than it is told", () => {
  const all = repairs(images, {
    before: { predictions: labels.map(wrong) },
    after: { predictions: labels },
    max: 4,
  });
  assertEquals(all.length, 2);
  assertEquals(all[0] instanceof Picture && `${all[0]}`.split(", ").length, 4);
});
