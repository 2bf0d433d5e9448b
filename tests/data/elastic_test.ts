// Tests of smooth random displacements.

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { DisplacementField } from "../../lib/data/elastic.ts";
import { Random } from "../../lib/tensor/random.ts";

/** Means of the products of two pixels' displacements over many draws. */
function covariance(
  field: DisplacementField,
  pairs: readonly (readonly [number, number])[],
): number[] {
  const random = new Random([1, "elastic"]);
  const sums = pairs.map(() => 0);
  const draws = 4000;
  for (let n = 0; n < draws; n++) {
    field.draw(random);
    pairs.forEach(([a, b], i) => {
      sums[i] += field.x[a] * field.x[b] + field.y[a] * field.y[b];
    });
  }
  return sums.map((sum) => sum / (2 * draws));
}

Deno.test("DisplacementField has the covariance of Simard's smoothed noise", () => {
  const [width, sigma, alpha] = [28, 4, 34];
  const field = new DisplacementField([28, width], { alpha, sigma });
  const indexOf = (x: number, y: number) => y * width + x;
  // Pixels in the middle, on an edge and in corners, and how far they are from each other.
  const pairs = [
    { of: [indexOf(14, 14), indexOf(14, 14)], distance: 0 },
    { of: [indexOf(0, 0), indexOf(0, 0)], distance: 0 },
    { of: [indexOf(27, 13), indexOf(27, 13)], distance: 0 },
    { of: [indexOf(12, 10), indexOf(15, 10)], distance: 3 },
    { of: [indexOf(9, 6), indexOf(9, 12)], distance: 6 },
    { of: [indexOf(10, 10), indexOf(14, 13)], distance: 5 },
    { of: [indexOf(3, 3), indexOf(24, 24)], distance: 30 },
  ] as const;
  const found = covariance(field, pairs.map(({ of }) => of));
  const variance = alpha ** 2 / (12 * Math.PI * sigma ** 2);
  pairs.forEach(({ distance }, i) => {
    const expected = variance * Math.exp(-(distance ** 2) / (4 * sigma ** 2));
    assertAlmostEquals(found[i] / variance, expected / variance, 0.05);
  });
});

Deno.test("DisplacementField has the same variance at every pixel", () => {
  const field = new DisplacementField([9, 17], { alpha: 10, sigma: 1.7 });
  const found = covariance(field, Array.from({ length: 9 * 17 }, (_, i) => [i, i]));
  const variance = 10 ** 2 / (12 * Math.PI * 1.7 ** 2);
  for (const value of found) assertAlmostEquals(value / variance, 1, 0.1);
});

Deno.test("DisplacementField moves right and down independently", () => {
  const field = new DisplacementField([5, 5], { alpha: 1, sigma: 1 });
  const random = new Random([2]);
  let [together, alone] = [0, 0];
  for (let n = 0; n < 4000; n++) {
    field.draw(random);
    together += field.x[12] * field.y[12];
    alone += field.x[12] ** 2;
  }
  assert(Math.abs(together / alone) < 0.05);
});

Deno.test("DisplacementField is fixed by the random stream", () => {
  const options = { alpha: 34, sigma: 4 };
  const [a, b] = [
    new DisplacementField([28, 28], options),
    new DisplacementField([28, 28], options),
  ];
  b.draw(new Random([8]));
  a.draw(new Random([7]));
  b.draw(new Random([7]));
  assertEquals(a.x, b.x);
  assertEquals(a.y, b.y);
});

Deno.test("DisplacementField refuses a negative alpha and a sigma below 1", () => {
  const cases = [
    [{ alpha: -1, sigma: 4 }, "alpha is -1 but must be a number of at least 0"],
    [{ alpha: NaN, sigma: 4 }, "alpha is NaN but must be a number of at least 0"],
    [{ alpha: 34, sigma: 0.5 }, "sigma is 0.5 but must be a number of at least 1"],
  ] as const;
  for (const [options, message] of cases) {
    assertThrows(
      () => new DisplacementField([28, 28], options),
      RangeError,
      `Cannot deform images elastically: ${message}`,
    );
  }
});
