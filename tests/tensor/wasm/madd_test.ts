import { assert, assertEquals } from "@std/assert";
import { buildKernels, readSource } from "../../../lib/tensor/wasm/build.ts";
import { findRounding, type Rounding } from "../../../lib/tensor/wasm/rounding.ts";
import { Random } from "../../../lib/tensor/random.ts";
import { bigMadd, bitsOf, floatOf } from "./big_madd.ts";

/** A kernel of nothing but `madd` and `nmadd`, for tests only. */
const SOURCE = `
  import { madd, nmadd } from "./madd";

  export function addAll(a: usize, b: usize, c: usize, to: usize, count: i32): void {
    for (let i: usize = 0; i < 4 * count; i += 16) {
      v128.store(to + i, madd(v128.load(a + i), v128.load(b + i), v128.load(c + i)));
    }
  }

  export function subtractAll(a: usize, b: usize, c: usize, to: usize, count: i32): void {
    for (let i: usize = 0; i < 4 * count; i += 16) {
      v128.store(to + i, nmadd(v128.load(a + i), v128.load(b + i), v128.load(c + i)));
    }
  }
`;

const random = new Random([1, "madd"]);

/** Random fraction and sign, and an exponent of 8 bits. */
function near(exponent: number): number {
  const bounded = Math.min(Math.max(exponent, 0), 254);
  return ((random.bits() & 0x807fffff) | (bounded << 23)) >>> 0;
}

const special = [
  ...[0, 1, 0x007fffff, 0x00800000, 0x3f800000, 0x3f800001, 0x7f7fffff, 0x7f800000],
  ...[
    0x80000000,
    0x80000001,
    0x807fffff,
    0x80800000,
    0xbf800000,
    0xff7fffff,
    0xff800000,
    0x7fc00000,
  ],
];

/** Two floats whose product is a little less than 2^exponent in size, and has bits far below. */
function almostPower(exponent: number): [number, number] {
  const [low, high] = [Math.max(-125, exponent - 125), Math.min(125, exponent + 125)];
  const first = low + random.integer(high - low + 1);
  const off = 2 ** -(13 + random.integer(11));
  const sign = random.integer(2) === 0 ? -1 : 1;
  const numbers = [sign * 2 ** first * (1 + off), 2 ** (exponent - first) * (1 - off)];
  return numbers.map(bitsOf) as [number, number];
}

/** The bits of a, b and c, by what is nasty about them. */
const cases: Readonly<Record<string, () => [number, number, number]>> = {
  "any bits": () => [random.bits(), random.bits(), random.bits()],
  "numbers of like size": () => {
    const [a, b] = [64 + random.integer(128), 64 + random.integer(128)];
    return [near(a), near(b), near(a + b - 157 + random.integer(60))];
  },
  "cancellation": () => {
    const [a, b] = [near(100 + random.integer(50)), near(100 + random.integer(50))];
    return [a, b, (bitsOf(-floatOf(a) * floatOf(b)) + random.integer(5) - 2) >>> 0];
  },
  "nearly half-way": () => {
    const exponent = 30 + random.integer(220);
    return [...almostPower(exponent - 151), near(exponent)];
  },
  "nearly half-way between subnormal numbers": () => [
    ...almostPower(-151 + random.integer(3)),
    (random.bits() & 0x80ffffff) >>> 0,
  ],
  "few bits, so half-way": () => {
    const few = () => (near(110 + random.integer(30)) & 0xffe00000) >>> 0;
    return [few(), few(), near(100 + random.integer(50))];
  },
  "powers of two, so half-way": () => {
    const [a, b] = [64 + random.integer(128), 64 + random.integer(128)];
    return [(near(a) & 0xff800000) >>> 0, near(b), near(a + b - 152 + random.integer(50))];
  },
  "around the smallest normal number": () => {
    const a = random.integer(130);
    return [near(a), near(107 - a + random.integer(45)), near(random.integer(3))];
  },
  "subnormal factors": () => [near(0), near(100 + random.integer(60)), near(0)],
  "overflow": () => [near(180 + random.integer(20)), near(180 + random.integer(20)), near(254)],
  "zeros, infinities, NaN": () => [
    special[random.integer(special.length)],
    special[random.integer(special.length)],
    special[random.integer(special.length)],
  ],
};

/** Of each kind. A hundred thousand of each, more than two million in all, were tried once. */
const COUNT = 25_000;

/** Places in the memory: a, b, c and the result. */
const [A, B, C, TO] = [0, 1, 2, 3].map((i) => 65_536 + 4 * COUNT * i);

function isNaNBits(bits: number): boolean {
  return (bits & 0x7fffffff) > 0x7f800000;
}

/** For each kind of cases: how often the result is not what integers give, of a b + c and of c - a b. */
async function differences(rounding: Rounding): Promise<Record<string, number>> {
  const { wasm } = await buildKernels({
    rounding,
    entry: "madd_all.ts",
    read: (name) => name === "madd_all.ts" ? SOURCE : readSource(name),
  });
  const memory = new WebAssembly.Memory({ initial: 32, maximum: 65_536, shared: true });
  const module = new WebAssembly.Module(wasm);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernels = exports as Record<string, (...values: number[]) => void>;
  const words = new Uint32Array(memory.buffer);
  const found: Record<string, number> = {};
  for (const [name, draw] of Object.entries(cases)) {
    const sums = new Uint32Array(COUNT);
    const differences = new Uint32Array(COUNT);
    for (let i = 0; i < COUNT; i++) {
      const [a, b, c] = draw();
      for (const [at, bits] of [[A, a], [B, b], [C, c]]) words[at / 4 + i] = bits;
      sums[i] = bigMadd(a, b, c);
      differences[i] = bigMadd((a ^ 0x80000000) >>> 0, b, c);
    }
    found[name] = 0;
    for (const [kernel, wanted] of [["addAll", sums], ["subtractAll", differences]] as const) {
      kernels[kernel](A, B, C, TO, COUNT);
      for (let i = 0; i < COUNT; i++) {
        const bits = words[TO / 4 + i];
        if (bits !== wanted[i] && !(isNaNBits(bits) && isNaNBits(wanted[i]))) found[name]++;
      }
    }
  }
  return found;
}

const none = Object.fromEntries(Object.keys(cases).map((name) => [name, 0]));

Deno.test("madd of the exact build is a b + c rounded once, in half a million cases", async () => {
  assertEquals(await differences("exact"), none);
});

Deno.test({
  name: "madd of the fused build is a b + c rounded once",
  ignore: findRounding() !== "fused",
  fn: async () => assertEquals(await differences("fused"), none),
});

Deno.test("madd of the fast build rounds twice, and the cases are those where that shows", async () => {
  const found = await differences("fast");
  for (const name of ["any bits", "numbers of like size", "cancellation"]) {
    assert(found[name] > 1000);
  }
});

Deno.test("a sum of 64 bits made a float is not enough: the cases are those where that shows", () => {
  for (
    const [name, least] of [["nearly half-way", 1000], [
      "nearly half-way between subnormal numbers",
      100,
    ]] as const
  ) {
    let wrong = 0;
    for (let i = 0; i < 20_000; i++) {
      const [a, b, c] = cases[name]();
      const naive = bitsOf(floatOf(a) * floatOf(b) + floatOf(c));
      if (naive !== bigMadd(a, b, c)) wrong++;
    }
    assert(wrong > least, `${name}: ${wrong}`);
  }
});
