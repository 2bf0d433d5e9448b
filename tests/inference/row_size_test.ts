// Tests of lib/inference/row_size.ts

import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { loadMnist } from "../../lib/data/mod.ts";
import { predict } from "../../lib/inference/mod.ts";
import { posterior, sizeOdds, sureRows } from "../../lib/inference/row_size.ts";
import { makeExamPage } from "../../lib/pages/exam_page.ts";

/** Digits side by side, as sure and as large as is said. */
function row(sizes: readonly number[], { y = 100, score = 1 } = {}) {
  return sizes.map((size, i) => ({ x: 60 * i, y, size, score }));
}

Deno.test("sizeOdds are for digits as large as those of the row, and against larger and smaller ones", () => {
  const rows = sureRows(row([50, 48, 52, 50]));
  const odds = (size: number) => sizeOdds(rows, { x: 240, y: 105, size });
  assertAlmostEquals(odds(50), Math.log(100) / (0.15 * Math.sqrt(2 * Math.PI)));
  for (const factor of [1.2, 1.5, 2]) {
    assertAlmostEquals(odds(50 * factor), odds(50 / factor));
    assertEquals(odds(50 * factor) < odds(50), true);
  }
  assertEquals([odds(60) > 1, odds(80) < 1, odds(20) < 1], [true, true, true]);
  // What is surely a digit stays one, whatever its size.
  assertEquals(posterior(0.999, odds(1)) > 0.9, true);
});

Deno.test("sizeOdds are even above and below a row, and far from its end", () => {
  const rows = sureRows(row([50, 50, 50]));
  for (const [x, y] of [[60, 40], [60, 160], [300, 100]]) {
    assertEquals(sizeOdds(rows, { x, y, size: 50 }), 1);
  }
  assertEquals(sizeOdds([], { x: 0, y: 0, size: 50 }), 1);
});

Deno.test("sizeOdds are those of the nearest of several rows", () => {
  const rows = sureRows([...row([50, 50, 50]), ...row([20, 20, 20], { y: 140 })]);
  assertEquals(rows.map(({ size }) => size).sort(), [20, 50]);
  const odds = (y: number, size: number) => sizeOdds(rows, { x: 30, y, size });
  assertEquals([odds(102, 50) > 1, odds(102, 20) < 1], [true, true]);
  assertEquals([odds(139, 50) < 1, odds(139, 20) > 1], [true, true]);
});

Deno.test("sureRows are of three digits at least, all of them sure", () => {
  assertEquals(sureRows(row([50, 50])), []);
  assertEquals(sureRows(row([50, 50, 50, 50], { score: 0.9 })), []);
  assertEquals(sureRows([...row([50, 50, 50]), ...row([20], { score: 0.9 })])[0].digits.length, 3);
});

Deno.test("posterior is a probability that grows with the odds, and stays as it is for even ones", () => {
  const probability = fc.double({ min: 0, max: 1, noNaN: true });
  const odds = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  fc.assert(fc.property(probability, odds, (p, ratio) => {
    const result = posterior(p, ratio);
    assertAlmostEquals(posterior(p, 1), p, 1e-12);
    assertEquals(result >= 0 && result <= 1, true);
    assertEquals(ratio >= 1 ? result >= p - 1e-12 : result <= p + 1e-12, true);
  }));
});

Deno.test("the end of a stroke is no digit of a row that is twice as large", async () => {
  const { train } = await loadMnist();
  const [, validation] = train.shuffle([1, "split"]).split(55_000);
  const { file, rows } = makeExamPage(validation, { kind: "open four", key: [77, "held out", 11] });
  assertEquals(
    (await predict(file)).rows.map((row) => row.map(({ digit }) => digit).join("")),
    rows,
  );
});
