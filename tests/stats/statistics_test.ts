// Statistics against scipy and statsmodels; golden/statistics.py made the figures.

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  mean,
  meanInterval,
  median,
  standardDeviation,
  wilsonInterval,
} from "../../lib/stats/statistics.ts";
import golden from "./golden/statistics.json" with { type: "json" };

Deno.test("mean, standardDeviation and meanInterval agree with scipy", () => {
  for (const { values, interval, interval99, ...wanted } of golden.means) {
    assertAlmostEquals(mean(values), wanted.mean, 1e-12);
    assertAlmostEquals(standardDeviation(values), wanted.standardDeviation, 1e-12);
    assertInterval(meanInterval(values), interval);
    assertInterval(meanInterval(values, { confidence: 0.99 }), interval99);
  }
});

Deno.test("median takes the middle, or the mean of the two there", () => {
  assertEquals(median([3]), 3);
  assertEquals(median([9, 1, 2]), 2);
  assertEquals(median([4, 1, 9, 2]), 3);
  assertThrows(() => median([]), RangeError, "Cannot take the median");
});

Deno.test("wilsonInterval agrees with statsmodels", () => {
  for (const { correct, count, interval, interval99 } of golden.wilson) {
    assertInterval(wilsonInterval(correct, count), interval);
    assertInterval(wilsonInterval(correct, count, { confidence: 0.99 }), interval99);
  }
});

Deno.test("wilsonInterval ends exactly at 0 and 1", () => {
  assertEquals(wilsonInterval(0, 7).low, 0);
  assertEquals(wilsonInterval(7, 7).high, 1);
});

Deno.test("statistics refuse too few values and impossible counts", () => {
  assertThrows(() => mean([]), RangeError, "found 0 values but at least 1");
  assertThrows(() => standardDeviation([1]), RangeError, "found 1 values but at least 2");
  assertThrows(() => meanInterval([1]), RangeError, "at least 2 are needed");
  assertThrows(() => wilsonInterval(5, 4), RangeError, "found 5 correct of 4");
  assertThrows(() => wilsonInterval(0, 0), RangeError, "at least 1");
  assertThrows(() => wilsonInterval(NaN, 4), RangeError, "found NaN correct");
});

function assertInterval({ low, high }: { low: number; high: number }, wanted: number[]) {
  assertAlmostEquals(low, wanted[0], 1e-6 * Math.max(1, Math.abs(wanted[0])));
  assertAlmostEquals(high, wanted[1], 1e-6 * Math.max(1, Math.abs(wanted[1])));
}
