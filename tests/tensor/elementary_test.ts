import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { cos, exp, log, power, sin } from "../../lib/tensor/elementary.ts";
import { Random } from "../../lib/tensor/random.ts";
import { nearestCos, nearestExp, nearestLog, nearestPower, nearestSin } from "./fixed_point.ts";

const random = new Random([1, "elementary"]);
const between = (low: number, high: number) => low + (high - low) * random.uniform();

/** The arguments of `count` cases for which a function does not give the float that is nearest. */
function wrong(
  count: number,
  { found, nearest, draw }: {
    found: (x: number) => number;
    nearest: (x: number) => number;
    draw: () => number;
  },
): number[] {
  const arguments_ = Array.from({ length: count }, draw);
  return arguments_.filter((x) => found(x) !== nearest(x));
}

Deno.test("log gives the float nearest to the logarithm", () => {
  const check = { found: log, nearest: nearestLog };
  assertEquals(wrong(2000, { ...check, draw: () => random.uniform() || 0.5 }), []);
  assertEquals(wrong(1000, { ...check, draw: () => 1 + between(-0.01, 0.01) }), []);
  assertEquals(wrong(1000, { ...check, draw: () => 2 ** between(-150, 150) }), []);
});

Deno.test("exp gives the float nearest to the power of e", () => {
  const check = { found: exp, nearest: nearestExp };
  assertEquals(wrong(1000, { ...check, draw: () => between(-8, 0) }), []);
  assertEquals(wrong(1000, { ...check, draw: () => between(-100, 100) }), []);
});

Deno.test("sin and cos give the floats nearest to sine and cosine", () => {
  for (const [found, nearest] of [[sin, nearestSin], [cos, nearestCos]]) {
    assertEquals(wrong(1000, { found, nearest, draw: () => between(-0.5, 0.5) }), []);
    assertEquals(wrong(1000, { found, nearest, draw: () => between(-7, 7) }), []);
    assertEquals(wrong(500, { found, nearest, draw: () => between(-(2 ** 30), 2 ** 30) }), []);
  }
});

Deno.test("power gives the float nearest to the power", () => {
  // A third has all 53 bits, so that no power lies halfway between two floats.
  for (const base of [0.9, 0.95, 0.99, 0.999, 1.5, 1e-30, random.uniform() / 3]) {
    const check = {
      found: (exponent: number) => power(base, exponent),
      nearest: (exponent: number) => nearestPower(base, exponent),
    };
    const most = Math.min(100_000, -700 / Math.log(Math.min(base, 1 / base)));
    assertEquals(wrong(200, { ...check, draw: () => random.integer(Math.ceil(most)) }), []);
    assertEquals(wrong(200, { ...check, draw: () => between(-1, 1) }), []);
  }
});

Deno.test("power that lies halfway between two floats gives the even one, as a product does", () => {
  // The square of an odd integer of 27 bits has 54 where a float has 53.
  const halfway = (x: number) => BigInt(x) ** 2n > 2n ** 53n && x % 2 === 1;
  const bases = Array.from({ length: 500 }, () => 2 ** 27 - 1 - 2 * random.integer(10_000_000));
  assert(bases.every(halfway));
  assertEquals(bases.filter((base) => power(base, 2) !== base * base), []);
  const cubes = Array.from({ length: 500 }, () => 2 ** 18 - 1 - 2 * random.integer(20_000));
  assertEquals(cubes.filter((base) => power(base, 3) !== Number(BigInt(base) ** 3n)), []);
  assertEquals(cubes.filter((base) => power(base * base, 1.5) !== Number(BigInt(base) ** 3n)), []);
  assertEquals(power(3, 34), Number(3n ** 34n));
});

Deno.test("log, exp, sin, cos and power of numbers that are special", () => {
  assertEquals([0, -0, -1, Infinity, NaN].map(log), [-Infinity, -Infinity, NaN, Infinity, NaN]);
  assertEquals([1, Number.MIN_VALUE].map(log), [0, -744.4400719213812]);
  assertEquals([0, 1, -Infinity, Infinity, NaN].map(exp), [1, Math.E, 0, Infinity, NaN]);
  assertEquals([-800, 800].map(exp), [0, Infinity]);
  assertEquals([0, -0].map(sin), [0, -0]);
  assertEquals([0, -0].map(cos), [1, 1]);
  assertEquals([Infinity, -Infinity, NaN].map(sin), [NaN, NaN, NaN]);
  assertEquals([[0, 0], [0, 3], [2, 10], [1e200, 2], [0.5, 2000]].map(([x, n]) => power(x, n)), [
    1,
    0,
    1024,
    Infinity,
    0,
  ]);
  assertStrictEquals(sin(Number.MIN_VALUE), Number.MIN_VALUE);
});

Deno.test("what leads to weights calls no function that the language leaves to the engine", async () => {
  const free =
    /Math\.(a?(sin|cos|tan)h?|atan2|cbrt|exp|expm1|hypot|log|log10|log1p|log2|pow)\b|(?<!\b2 )\*\* /;
  assert(free.test("Math.sin(x)") && free.test("x ** 2") && !free.test("2 ** 32"));
  const found: string[] = [];
  for (const room of ["tensor", "nn", "data", "train"]) {
    for await (const path of sources(fromFileUrl(new URL(`../../lib/${room}`, import.meta.url)))) {
      const code = (await Deno.readTextFile(path))
        .replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
      if (free.test(code)) found.push(path);
    }
  }
  // The plain loops are what kernels are held against; they are the same in one engine only.
  assertEquals(
    found.filter((path) => !/lib\/tensor\/(reference|operations|assembly)\//.test(path)),
    [],
  );
});

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) yield* sources(path);
    else if (name.endsWith(".ts")) yield path;
  }
}
