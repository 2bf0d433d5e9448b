// The most that wasm can do on this machine: multiply-adds that wait for nothing.

/** Independent sums: enough to hide the latency of two multiply-add units, few enough for registers. */
const SUMS = 12;

/** Floating-point operations of a pass through the loop: four lanes, a product and a sum in each. */
const OPERATIONS = 2 * 4 * SUMS;

/** Passes in one go: so short that now and then nobody else is given the processor meanwhile. */
const PASSES = 100_000;

/**
 * Measures the peak of one thread in GFLOP/s: what no wasm kernel on 128-bit vectors can exceed.
 *
 * It is 4 lanes times 2 operations times the processor's multiply-add units (2 on most of them) times
 * its clock. Kernels are held against what is measured, for the clock depends on who else is busy.
 *
 * @param options `seconds`: how long to look for the best.
 */
export async function measurePeak({ seconds = 1 }: { seconds?: number } = {}): Promise<number> {
  const loop = await compileLoop();
  let best = 0;
  for (const begin = performance.now(); performance.now() - begin < 1000 * seconds;) {
    const start = performance.now();
    loop(PASSES, 0.999);
    best = Math.max(best, PASSES * OPERATIONS / (performance.now() - start) / 1e6);
  }
  return best;
}

/** A loop of nothing but multiply-adds on registers, written out in AssemblyScript. */
async function compileLoop(): Promise<(passes: number, factor: number) => number> {
  const sums = Array.from({ length: SUMS }, (_, i) => `sum${i}`);
  const source = `
    export function loop(passes: i32, factor: f32): f32 {
      const x = f32x4.splat(factor);
      ${sums.map((sum, i) => `let ${sum} = f32x4.splat(${i});`).join("\n")}
      for (let i = 0; i < passes; i++) {
        ${sums.map((sum) => `${sum} = f32x4.relaxed_madd(x, x, ${sum});`).join("\n")}
      }
      return f32x4.extract_lane(${sums.reduce((a, b) => `f32x4.add(${a}, ${b})`)}, 0);
    }`;
  // Fetched only where it is needed: it is larger than all else together.
  const { default: asc } = await import("assemblyscript/asc");
  const { binary, error, stderr } = await asc.compileString(source, {
    optimizeLevel: 3,
    runtime: "stub",
    enable: ["simd", "relaxed-simd"],
  });
  if (binary === null) {
    throw new Error(`Cannot measure the peak: the loop does not compile: ${error ?? stderr}`);
  }
  const module = new WebAssembly.Module(new Uint8Array(binary));
  const { loop } = new WebAssembly.Instance(module).exports;
  return loop as (passes: number, factor: number) => number;
}
