// A hidden layer, seen along its principal components.

import { assertEquals, assertNotEquals } from "@std/assert";
import { hiddenSpace } from "../../lib/notebook/hidden_space.ts";
import { bars, build } from "../train/synthetic.ts";

Deno.test("hiddenSpace draws each image as its label, where the layers put it", () => {
  const images = bars(20);
  const network = build();
  const sums = hiddenSpace(network, { images, layers: 1, title: "sums" });
  const answers = hiddenSpace(network, { images, layers: 2, title: "answers" });
  const digits = [...sums.svg.matchAll(/>(\d)<\/text>/g)].map(([, digit]) => Number(digit));
  for (const label of [0, 1, 2]) {
    const wanted = Array.from({ length: 20 }, (_, i) => images.label(i)).filter((it) =>
      it === label
    );
    assertEquals(digits.filter((digit) => digit === label).length >= wanted.length, true);
  }
  assertEquals(/^answers: \d+ % of the variance in two components$/.test(`${answers}`), true);
  assertNotEquals(sums.svg, answers.svg);
});
