// Scaling curves, from competitors whose speed is known.

import { assertEquals } from "@std/assert";
import type { Competitor } from "../../lib/bench/rounds.ts";
import { fastestOfEach, measureScaling, threadCurves } from "../../lib/bench/scaling.ts";
import type { Workload } from "../../lib/bench/workloads.ts";

/** A competitor that needs so many microseconds for an image. */
function competitor(
  engine: string,
  { threads = 1, microseconds }: { threads?: number; microseconds: (workload: Workload) => number },
): Competitor {
  const workloads = new Map<string, Workload>();
  return {
    engine,
    version: "1",
    threads,
    train({ name, workload }) {
      if (workload) workloads.set(name, workload);
      const images = 1e6 / microseconds(workloads.get(name)!);
      return Promise.resolve({ images, seconds: 1 });
    },
  };
}

function firstWidth({ network: [first] }: Workload): number {
  return first.type === "dense" ? first.units : 0;
}

Deno.test("measureScaling has a point for each batch size and each width", async () => {
  const peers = [
    competitor("ours, wasm", { microseconds: ({ batchSize }) => 1000 / batchSize }),
    competitor("PyTorch", {
      threads: 2,
      microseconds(workload) {
        if (firstWidth(workload) > 500) throw new Error("out of memory");
        return firstWidth(workload);
      },
    }),
  ];
  const reports: string[] = [];
  const curves = await measureScaling(peers, {
    rounds: 1,
    onProgress: (text) => reports.push(text),
  });
  assertEquals(
    curves.map(({ by, engine, threads }) => ({ by, engine, threads })),
    [
      { by: "batch size", engine: "ours, wasm", threads: 1 },
      { by: "batch size", engine: "PyTorch", threads: 2 },
      { by: "width", engine: "ours, wasm", threads: 1 },
    ],
    "PyTorch could not do all widths",
  );
  assertEquals(curves[0].points, [
    ...[[1, 1000], [4, 250], [16, 62.5], [32, 31.25]],
    ...[[64, 15.63], [128, 7.813], [256, 3.906], [512, 1.953]],
  ]);
  assertEquals(curves[1].points[0], [1, 256]);
  assertEquals(curves[2].points.map(([width]) => width), [32, 64, 128, 256, 512, 1024]);
  assertEquals(reports[0], "batch size 1, warming up: ours, wasm");
});

Deno.test("threadCurves joins the numbers of threads of each engine, and leaves out single ones", () => {
  const peer = (engine: string, threads: number | null, rates: number[]) => ({
    engine,
    version: "1",
    threads,
    rates,
  });
  const curves = threadCurves([{
    name: "mlp",
    title: "MLP",
    missing: [],
    peers: [
      peer("ours, wasm", 2, [190_000, 200_000, 500_000]),
      peer("ours, wasm", 1, [100_000]),
      peer("jax-js", null, [9000]),
      peer("PyTorch", 1, [50_000]),
    ],
  }]);
  assertEquals(curves, [{
    by: "threads",
    network: "MLP",
    engine: "ours, wasm",
    version: "1",
    threads: null,
    points: [[1, 10], [2, 5]],
  }]);
});

Deno.test("fastestOfEach takes one competitor of each engine, and nobody who is far too slow", () => {
  const peers = [
    { engine: "ours, wasm", version: "1", threads: 1, rates: [100] },
    { engine: "ours, wasm", version: "1", threads: 2, rates: [180] },
    { engine: "PyTorch", version: "1", threads: 1, rates: [90] },
    { engine: "PyTorch", version: "2", threads: 1, rates: [95] },
    { engine: "tfjs cpu", version: "1", threads: null, rates: [1] },
  ];
  const competitors = peers.map((peer): Competitor => ({
    ...peer,
    train: () => Promise.resolve({ images: 1, seconds: 1 }),
  }));
  const chosen = fastestOfEach({ peers }, competitors);
  assertEquals(chosen, [competitors[1], competitors[3]]);
});
