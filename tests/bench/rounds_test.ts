// Measuring, with competitors that train in no time.

import { assertEquals, assertRejects } from "@std/assert";
import { speedRatio } from "../../lib/bench/benchmark.ts";
import type { Request } from "../../lib/bench/protocol.ts";
import { type Competitor, measure } from "../../lib/bench/rounds.ts";
import type { Workload } from "../../lib/bench/workloads.ts";

const workload: Workload = {
  name: "tiny",
  title: "Tiny",
  inputShape: [784],
  network: [],
  loss: "crossEntropy",
  batchSize: 8,
  learningRate: 0.1,
  slice: 0.25,
};

/** A competitor that trains at given rates, the first of them while warming up, and notes each request. */
function competitor(
  engine: string,
  { rates, threads = 1, log = [] }: {
    rates: readonly (number | string)[];
    threads?: number;
    log?: [string, Request][];
  },
): Competitor {
  let turn = 0;
  return {
    engine,
    version: "1.0",
    threads,
    train(request) {
      log.push([`${engine} ${threads}`, request]);
      const rate = rates[turn++];
      return typeof rate === "string"
        ? Promise.reject(new Error(rate))
        : Promise.resolve({ images: 2 * rate, seconds: 2 });
    },
  };
}

Deno.test("measure lets everybody build first, and turns the order round every second time", async () => {
  const log: [string, Request][] = [];
  const peers = ["a", "b", "c"].map((name) => competitor(name, { rates: [1, 1, 1, 1], log }));
  await measure(workload, peers, { rounds: 3 });
  const order = log.map(([name]) => name[0]).join("");
  assertEquals(order, "abc" + "abc" + "cba" + "abc");
  assertEquals(log.map(([, { workload }]) => workload !== undefined), [
    ...[true, true, true],
    ...Array(9).fill(false),
  ]);
  assertEquals(log[4][1], { engine: "b", name: "tiny", seconds: 0.25 });
});

Deno.test("measure counts the rounds and not the warming up", async () => {
  const peers = [
    competitor("ours", { rates: [9999, 100, 300, 50] }),
    competitor("other", { rates: [1, 50, 100, 100] }),
  ];
  const { peers: [ours, other], ...training } = await measure(workload, peers, { rounds: 3 });
  assertEquals(training, { name: "tiny", title: "Tiny", missing: [] });
  assertEquals(ours, { engine: "ours", version: "1.0", threads: 1, rates: [100, 300, 50] });
  // The median of 2, 3 and 0.5, not the ratio of the medians, which is 1.
  assertEquals(speedRatio(ours, other), 2);
});

Deno.test("measure names once who cannot train, and goes on without them", async () => {
  const log: [string, Request][] = [];
  const peers = [
    competitor("numpy", { rates: ["not written"], log }),
    competitor("numpy", { rates: ["not written"], threads: 2, log }),
    competitor("ours", { rates: [1, 2, 4], log }),
    competitor("ours", { rates: ["died"], threads: 2, log }),
    competitor("slow", { rates: [1, 2, "too slow"], log }),
  ];
  const { peers: left, missing } = await measure(workload, peers, { rounds: 2 });
  assertEquals(left.map(({ engine, rates }) => ({ engine, rates })), [
    { engine: "ours", rates: [2, 4] },
  ]);
  assertEquals(missing, [
    { engine: "numpy 1.0", reason: "not written" },
    { engine: "slow 1.0", reason: "too slow" },
  ]);
  assertEquals(log.map(([name]) => name), [
    ...["numpy 1", "numpy 2", "ours 1", "ours 2", "slow 1"],
    ...["ours 1", "slow 1"],
    ...["slow 1", "ours 1"],
  ]);
});

Deno.test("measure keeps rates of less than one image a second", async () => {
  const { peers } = await measure(workload, [competitor("slow", { rates: [1, 0.4567891] })], {
    rounds: 1,
  });
  assertEquals(peers[0].rates, [0.45679]);
});

Deno.test("measure tells who trains next", async () => {
  const reports: string[] = [];
  const peers = [competitor("a", { rates: [1, 1] }), competitor("ours, b", { rates: [1, 1] })];
  await measure(workload, peers, { rounds: 1, onProgress: (text) => reports.push(text) });
  assertEquals(reports, [
    "warming up: a 1.0",
    "warming up: ours, b",
    "round 1 of 1: a 1.0",
    "round 1 of 1: ours, b",
  ]);
});

Deno.test("measure ends at a signal, and counts nobody as missing for it", async () => {
  const end = new AbortController();
  const log: [string, Request][] = [];
  const peers = ["a", "b"].map((name): Competitor => ({
    ...competitor(name, { rates: [1, 1, 1], log }),
    train() {
      end.abort(new Error("enough"));
      return Promise.reject(new Error("it was stopped"));
    },
  }));
  await assertRejects(
    () => measure(workload, peers, { rounds: 3, signal: end.signal }),
    Error,
    "enough",
  );
});
