// The exact kernels against the fused ones, to the bit, on numbers that are hard to round.

import { assertEquals } from "@std/assert";
import { Random } from "../../../lib/tensor/random.ts";
import { type Kernels, loadKernels } from "../../../lib/tensor/wasm/kernels.ts";
import { findRounding, type Rounding } from "../../../lib/tensor/wasm/rounding.ts";
import { floatOf } from "./big_madd.ts";

const random = new Random([1, "exact kernels"]);

const sign = () => random.integer(2) === 0 ? -1 : 1;
const between = (low: number, high: number) => low + random.integer(high - low + 1);
const coin = () => random.integer(2) === 1;

/** Numbers to compute with, by what is hard about them. */
const kinds: Readonly<Record<string, () => number>> = {
  plain: () => random.uniform() - 0.5,
  "mostly zero": () => random.integer(5) === 0 ? random.uniform() - 0.5 : 0,
  // Few bits, far from each other: their sums lie half-way between floats, or nearly.
  half: () => sign() * (1 + random.integer(4) / 4) * 2 ** between(-13, 12),
  // As the pixel 255 is, which counts as 1: products have 24 bits, and sums often lie half-way.
  "powers of two": () =>
    coin()
      ? random.uniform() - 0.5
      : sign() * 2 ** (random.integer(50) > 0 ? between(-2, 2) : between(-149, 127)),
  // Their products are subnormal or less.
  tiny: () => sign() * random.uniform() * 2 ** between(-80, -60),
  wild: () => floatOf(((random.bits() & 0x807fffff) | (between(60, 193) << 23)) >>> 0),
  special: () =>
    [
      -0,
      3e38 * random.uniform(),
      Infinity,
      floatOf(random.bits() & 0x807fffff),
    ][random.integer(100)] ??
      random.uniform() - 0.5,
};

/** Kernels of one build, on a memory of their own. */
class Build {
  readonly kernels: Kernels;
  readonly floats: Float32Array;
  readonly words: Uint32Array;

  constructor(rounding: Rounding) {
    const memory = new WebAssembly.Memory({ initial: 128, maximum: 65_536, shared: true });
    this.kernels = loadKernels(memory, { rounding }).kernels;
    this.floats = new Float32Array(memory.buffer);
    this.words = new Uint32Array(memory.buffer);
  }
}

/** A tensor at the same address in both memories. */
interface Place {
  readonly address: number;
  readonly size: number;
}

/** Both builds, and what they are to compute with. */
class Pair {
  readonly #builds = [new Build("fused"), new Build("exact")];
  #end = 0;

  /** Forgets all tensors. */
  clear(): void {
    this.#end = 65_536;
  }

  /** The address of memory beside the tensors. */
  get scratch(): number {
    return this.#end;
  }

  /** Numbers of a kind, the same in both. */
  tensor(size: number, kind: string): Place {
    const place = { address: this.#end, size };
    this.#end += 64 * Math.ceil(size / 16 + 1);
    this.fill(place, kind);
    return place;
  }

  fill({ address, size }: Place, kind: string): void {
    for (let i = address / 4; i < address / 4 + size; i++) {
      const value = kinds[kind]();
      for (const { floats } of this.#builds) floats[i] = value;
    }
  }

  /** Runs both, and counts in how many numbers they differ. One NaN is as good as another. */
  differences(result: Place, run: (kernels: Kernels) => void): number {
    for (const { kernels } of this.#builds) run(kernels);
    const [fused, exact] = this.#builds.map(({ words }) => words);
    let count = 0;
    for (let i = result.address / 4; i < result.address / 4 + result.size; i++) {
      const bothNaN = [fused, exact].every((words) => (words[i] & 0x7fffffff) > 0x7f800000);
      if (fused[i] !== exact[i] && !bothNaN) count++;
    }
    return count;
  }
}

/** Calls `check` with every pair of kinds. */
function forAllKinds(check: (pair: Pair, a: string, b: string) => number): number {
  const pair = new Pair();
  let count = 0;
  for (const a of Object.keys(kinds)) {
    for (const b of Object.keys(kinds)) {
      pair.clear();
      count += check(pair, a, b);
    }
  }
  return count;
}

const ignore = findRounding() !== "fused";
const flag = () => random.integer(2);

Deno.test({
  name: "exact gemm gives the bits of fused gemm",
  ignore,
  fn() {
    const count = forAllKinds((pair, kindA, kindB) => {
      let different = 0;
      for (const maxDepth of [60, 60, 900]) {
        pair.clear();
        const [m, n, k] = [between(1, 30), between(1, 40), between(1, maxDepth)];
        const a = pair.tensor(m * k, kindA).address;
        const b = pair.tensor(k * n, kindB).address;
        const bias = pair.tensor(n, "plain").address;
        const out = pair.tensor(m * n, "plain");
        const [transposeA, transposeB, accumulate] = [flag(), flag(), flag()];
        const start = coin() && accumulate === 0 ? bias : 0;
        const alpha = coin() ? 1 : -0.37;
        different += pair.differences(out, (kernels) => {
          const packed = pair.scratch;
          const scratch = packed + 64 * Math.ceil(kernels.packedBytes(n, k) / 64);
          kernels.packB(b, packed, n, k, transposeB, 0, Math.ceil(n / 8));
          kernels.gemmRows(
            ...[a, packed, out.address, start, m, n, k] as const,
            ...[transposeA, alpha, accumulate, 0, m, scratch] as const,
          );
        });
      }
      return different;
    });
    assertEquals(count, 0);
  },
});

Deno.test({
  name: "exact gemv, gemvT and ger give the bits of the fused ones",
  ignore,
  fn() {
    const count = forAllKinds((pair, kindA, kindB) => {
      let different = 0;
      for (const maxRows of [100, 100, 1500]) {
        pair.clear();
        const [k, n] = [between(1, maxRows), between(1, 60)];
        const x = pair.tensor(k, kindA);
        const w = pair.tensor(k * n, kindB);
        const bias = pair.tensor(n, "plain").address;
        const y = pair.tensor(n, "plain");
        const alpha = coin() ? 1 : -0.01;
        const [accumulate, { scratch }] = [flag(), pair];
        different += pair.differences(
          y,
          ({ gemv }) =>
            gemv(x.address, w.address, y.address, bias, k, n, alpha, accumulate, scratch),
        );
        different += pair.differences(
          x,
          ({ gemvT }) => gemvT(y.address, w.address, x.address, 0, n, k, alpha, accumulate),
        );
        different += pair.differences(
          w,
          ({ ger }) => ger(x.address, y.address, w.address, k, n, alpha, scratch),
        );
      }
      return different;
    });
    assertEquals(count, 0);
  },
});

Deno.test({
  name: "exact convolutions give the bits of fused ones",
  ignore,
  fn() {
    const count = forAllKinds((pair, kindA, kindB) => {
      const [batch, height, width] = [2, between(5, 12), between(5, 12)];
      const [channels, outChannels, size] = [between(1, 5), between(1, 12), between(1, 4)];
      const [stride, padding] = [between(1, 2), between(0, 2)];
      const outHeight = Math.floor((height + 2 * padding - size) / stride) + 1;
      const outWidth = Math.floor((width + 2 * padding - size) / stride) + 1;
      const x = pair.tensor(batch * height * width * channels, kindA);
      const filters = pair.tensor(size * size * channels * outChannels, kindB);
      const bias = pair.tensor(outChannels, "plain").address;
      const y = pair.tensor(batch * outHeight * outWidth * outChannels, kindB);
      const lengths = [
        ...[height, width, channels, size, size] as const,
        ...[outChannels, stride, padding, outHeight, outWidth] as const,
      ] as const;
      const { scratch } = pair;
      const forward = pair.differences(
        y,
        ({ conv2d }) =>
          conv2d(x.address, filters.address, y.address, bias, ...lengths, 0, batch, scratch),
      );
      pair.fill(y, kindB);
      const back = pair.differences(
        x,
        ({ conv2dInputGradient }) =>
          conv2dInputGradient(y.address, filters.address, x.address, ...lengths, 0, batch, scratch),
      );
      pair.fill(x, kindA);
      const [taps, accumulate] = [size * size * channels, flag()];
      return forward + back +
        pair.differences(filters, ({ conv2dFilterGradient }) =>
          conv2dFilterGradient(
            ...[x.address, y.address, filters.address, batch, ...lengths] as const,
            ...[0.25, accumulate, 0, taps, scratch] as const,
          ));
    });
    assertEquals(count, 0);
  },
});

Deno.test({
  name: "exact convolutions by Winograd's method give the bits of fused ones",
  ignore,
  fn() {
    const count = forAllKinds((pair, kindA, kindB) => {
      const [batch, height, width, padding] = [2, between(5, 14), between(5, 14), between(0, 2)];
      const [channels, outChannels] = [8 * between(1, 2), 8 * between(1, 2)];
      const [outHeight, outWidth] = [height + 2 * padding - 2, width + 2 * padding - 2];
      const x = pair.tensor(batch * height * width * channels, kindA);
      const filters = pair.tensor(9 * channels * outChannels, kindB);
      const bias = pair.tensor(outChannels, "plain").address;
      const y = pair.tensor(batch * outHeight * outWidth * outChannels, kindB);
      const lengths = [height, width, channels, outChannels, padding, outHeight, outWidth] as const;
      const accumulate = flag();
      const transposed = pair.scratch;
      const transformed = transposed + 64 * Math.ceil(filters.size / 16);
      const scratchOf = ({ winogradFilterBytes }: Kernels) =>
        transformed + 64 * Math.ceil(winogradFilterBytes(channels, outChannels) / 64);
      const forward = pair.differences(y, (kernels) => {
        kernels.transformFilters(filters.address, transformed, channels, outChannels, 0, channels);
        const places = [x.address, transformed, y.address, bias] as const;
        kernels.winogradConv2d(...places, ...lengths, 0, batch, scratchOf(kernels));
      });
      pair.fill(y, kindB);
      const back = pair.differences(x, (kernels) => {
        kernels.transposeFilters(filters.address, transposed, channels, outChannels, 0, channels);
        kernels.transformFilters(transposed, transformed, outChannels, channels, 0, outChannels);
        const places = [y.address, transformed, x.address] as const;
        kernels.winogradInputGradient(...places, ...lengths, 0, batch, scratchOf(kernels));
      });
      pair.fill(x, kindA);
      return forward + back + pair.differences(filters, (kernels) => {
        const places = [x.address, y.address, transformed, batch] as const;
        kernels.sumFilterGradient(...places, ...lengths, channels, 0, 1, scratchOf(kernels));
        const to = [transformed, filters.address, channels, outChannels] as const;
        kernels.transformFilterGradient(...to, 0.5, accumulate, 0, channels);
      });
    });
    assertEquals(count, 0);
  },
});

Deno.test({
  name:
    "exact kernels of losses, activations, normalization and optimizers give the bits of fused ones",
  ignore,
  fn() {
    const count = forAllKinds((pair, kindA, kindB) => {
      const [rows, columns] = [between(1, 20), between(1, 20)];
      const size = rows * columns;
      const [a, b] = [pair.tensor(size, kindA), pair.tensor(size, kindB)];
      const [c, d] = [pair.tensor(size, kindA), pair.tensor(size, kindB)];
      const result = pair.tensor(size, "plain");
      const [x, y, z, w] = [a.address, b.address, c.address, d.address];
      const out = result.address;
      const runs: [Place, (kernels: Kernels) => void][] = [
        [result, ({ softmax }) => softmax(x, out, columns, 0, rows)],
        [result, ({ softmaxGradient }) => softmaxGradient(x, y, out, columns, 0, rows)],
        [result, ({ crossEntropy }) => crossEntropy(x, y, z, out, columns, 0.1, 0, rows)],
        [c, ({ squaredError }) => squaredError(x, y, z, out, columns, 0.1, 0, rows)],
        [result, ({ activate }) => activate(0, x, out, 0, size)],
        [result, ({ activate }) => activate(1, x, out, 0, size)],
        [result, ({ sumRows }) => sumRows(x, out, rows, columns, 0.3, 1, 0, columns)],
        [c, ({ batchMoments }) => batchMoments(x, z, w, rows, columns, 1e-5, 0, columns)],
        [d, ({ batchMoments }) => batchMoments(x, z, w, rows, columns, 1e-5, 0, columns)],
        [result, ({ normalize }) => normalize(x, z, w, y, y, out, columns, 0, rows)],
        [
          result,
          ({ normalizeGradient }) =>
            normalizeGradient(x, y, z, w, y, z, w, out, rows, columns, 0, columns),
        ],
        [a, ({ emaUpdate }) => emaUpdate(y, x, 0.01, 0, size)],
        [a, ({ sgdStep }) => sgdStep(x, y, 0.01, 0.001, 0, size)],
        [a, ({ momentumStep }) => momentumStep(x, y, z, 0.01, 0.9, 1, size % 2, 0.1, 0, size)],
        [
          a,
          ({ adamStep }) =>
            adamStep(x, y, z, w, 0.9, 0.1, 0.999, 0.001, 0.1, 9, 1e-8, 0.01, 0, size),
        ],
        [c, () => {}],
        [d, () => {}],
      ];
      return runs.reduce((sum, [place, run]) => sum + pair.differences(place, run), 0);
    });
    assertEquals(count, 0);
  },
});
