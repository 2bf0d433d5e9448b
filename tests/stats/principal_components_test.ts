// Principal components, against what is known of the points.

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { principalComponents } from "../../lib/stats/principal_components.ts";

Deno.test("principalComponents finds the axes of a turned ellipse, longest first", () => {
  const angle = 0.4;
  const points = Array.from({ length: 100 }, (_, i) => {
    const turn = 2 * Math.PI * i / 100;
    const [long, wide, thin] = [5 * Math.cos(turn), 2 * Math.sin(turn), 0.1 * Math.cos(3 * turn)];
    return [
      10 + long * Math.cos(angle) - wide * Math.sin(angle),
      long * Math.sin(angle) + wide * Math.cos(angle),
      thin,
    ];
  });
  const { coordinates, shares } = principalComponents(points);
  const total = 25 + 4 + 0.01;
  assertAlmostEquals(shares[0], 25 / total, 1e-9);
  assertAlmostEquals(shares[1], 4 / total, 1e-9);
  assertAlmostEquals(coordinates[0][0], 5, 1e-9);
  assertAlmostEquals(Math.abs(coordinates[25][1]), 2, 1e-9);
});

Deno.test("principalComponents gives coordinates that are uncorrelated and have the shares' variance", () => {
  const dimensions = 4;
  const number = fc.double({ min: -10, max: 10, noNaN: true });
  const point = fc.array(number, { minLength: dimensions, maxLength: dimensions });
  fc.assert(fc.property(fc.array(point, { minLength: 6, maxLength: 20 }), (points) => {
    const { coordinates, shares } = principalComponents(points);
    const mean = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
    const variances = Array.from({ length: dimensions }, (_, i) => {
      const column = points.map((point) => point[i]);
      return mean(column.map((x) => (x - mean(column)) ** 2));
    });
    const total = variances.reduce((sum, x) => sum + x, 0);
    const [a, b] = [0, 1].map((i) => coordinates.map((at) => at[i]));
    const close = (x: number, y: number) => Math.abs(x - y) < 1e-6 * (1 + total);
    assert(close(mean(a), 0) && close(mean(b), 0));
    assert(close(mean(a.map((x) => x * x)), shares[0] * total));
    assert(close(mean(b.map((x) => x * x)), shares[1] * total));
    assert(total === 0 || shares[0] >= Math.max(...variances) / total - 1e-6);
    assert(close(mean(a.map((x, i) => x * b[i])), 0));
  }));
});

Deno.test("principalComponents of equal points has no variance to share", () => {
  const { coordinates, shares } = principalComponents([[1, 2], [1, 2]]);
  assertEquals([coordinates, shares], [[[0, 0], [0, 0]], [0, 0]]);
});

Deno.test("principalComponents says what is wrong with the points", () => {
  assertThrows(() => principalComponents([[1, 2]]), RangeError, "found 1 points");
  assertThrows(() => principalComponents([[1, 2], [1]]), RangeError, "point 1 has 1 dimensions");
  assertThrows(() => principalComponents([[1], [2]]), RangeError, "points have 1 dimensions");
});
