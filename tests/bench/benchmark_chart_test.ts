// How many times as fast, as bars.

import { assert, assertThrows } from "@std/assert";
import { ratioChart } from "../../lib/bench/benchmark_chart.ts";
import { assertChart } from "../charts/assert_chart.ts";
import { sampleBenchmark, samplePeer } from "./sample_benchmark.ts";

Deno.test("ratioChart writes each ratio at its bar, whoever is faster", () => {
  const chart = ratioChart(sampleBenchmark().training[0]);
  const texts = assertChart(chart).map(({ text }) => text);
  for (const text of ["18 × wasm", "36 × blas", "0.90 × wasm", "1.8 × blas", "PyTorch 2.0"]) {
    assert(texts.includes(text), `${text} in ${texts.join(", ")}`);
  }
});

Deno.test("ratioChart has ticks between 1 and 3 where all are much the same", () => {
  const peers = [samplePeer("ours, wasm", 200), samplePeer("PyTorch", 100)];
  const texts = assertChart(ratioChart({ title: "CNN", peers })).map(({ text }) => text);
  assert(texts.includes("1.5 ×"));
});

Deno.test("ratioChart needs somebody on each side", () => {
  assertThrows(
    () => ratioChart({ title: "MLP", peers: [samplePeer("ours, wasm", 1)] }),
    RangeError,
    "found 1 of ours and 0 peers",
  );
  const peers = [samplePeer("ours, wasm", 0), samplePeer("PyTorch", 1)];
  assertThrows(() => ratioChart({ title: "MLP", peers }), RangeError, "wasm is 0 times as fast as");
});
