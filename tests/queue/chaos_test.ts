// A sweep under fire: machines are killed and frozen, the server is killed, and nothing is lost or done twice.

import { KvWatchInclude } from "@nats-io/kv";
import { assert, assertEquals } from "@std/assert";
import { queueRunner } from "../../lib/queue/mod.ts";
import type { Running } from "../../lib/queue/job_state.ts";
import type { Queue } from "../../lib/queue/queue.ts";
import { Random } from "../../lib/tensor/mod.ts";
import { adam, sgd, sweep, type SweepResult } from "../../lib/train/mod.ts";
import type { Machine } from "./machine_process.ts";
import { states } from "./observe.ts";
import { digests, images, more, recipe, serverTest } from "./testbed.ts";

/** How often something happens to a machine or to the server. */
const FAULTS = 20;

const NAMES = ["a", "b", "c"];

/** More trainings than there are faults. */
const recipes = [sgd(), recipe.optimizer, adam()]
  .map((optimizer) => ({ ...recipe, optimizer, learningRate: 0.01, epochs: 12 }));

/** As many seeds at a time; on a fast machine another sweep follows until enough has happened. */
const SEEDS = 14;
const data = () => ({ train: more().train.take(1000), test: images().test });

/** A training that a machine has, as its state says. */
type Taken = Running & { readonly id: string };

/** How often one training may be hit: what no machine survives is given up after five times. */
const HITS = 3;

/** Waits until one of some machines writes of a training that it has. */
async function taken(queue: Queue, machines: ReadonlyMap<string, Machine>): Promise<Taken> {
  for await (const { id, state } of states(queue, { include: KvWatchInclude.UpdatesOnly })) {
    if (state.type !== "running" || state.attempts > HITS) continue;
    if (machines.has(state.machine)) return { ...state, id };
  }
  throw new Error("The states ended");
}

/** Waits until a training is over, or another has it: as the queue gave it away again. */
async function leftBy(queue: Queue, { id, holder }: Taken): Promise<void> {
  for await (const { id: other, state } of states(queue)) {
    if (other === id && !(state.type === "running" && state.holder === holder)) return;
  }
}

serverTest(
  "a sweep survives 20 faults: nothing is lost, stored twice or other than on one machine",
  async (testbed) => {
    const queue = await testbed.open();
    const happened: Record<string, number> = { killed: 0, frozen: 0, server: 0 };
    const machines = new Map<string, Machine>();
    const lines: string[] = [];
    const start = async (name: string) => {
      // One that finds no server, as that is just away, ends.
      let machine = await testbed.machine(name);
      while (!machine.isReady) machine = await testbed.machine(name);
      machines.set(name, machine);
    };
    await Promise.all(NAMES.map(start));
    const runner = queueRunner(testbed.address());
    const total = () => happened.killed + happened.frozen + happened.server;
    const seeds: number[] = [];
    const found: SweepResult[] = [];
    const sweeps = async () => {
      while (total() < FAULTS) {
        const next = Array.from({ length: SEEDS }, (_, i) => seeds.length + i + 1);
        seeds.push(...next);
        found.push(...await sweep(recipes, { ...data(), seeds: next, runner }));
      }
    };
    const over = sweeps().then(() => undefined);

    /** What happens to a machine, and that it comes back. */
    const faults = {
      async killed({ machine: name }: Taken) {
        const machine = machines.get(name)!;
        machines.delete(name);
        await machine.kill();
        lines.push(...machine.lines);
        await start(name);
      },
      async frozen(taken: Taken) {
        const { machine: name } = taken;
        const machine = machines.get(name)!;
        machines.delete(name);
        machine.signal("STOP");
        // Until the queue gave its training away again.
        await Promise.race([leftBy(queue, taken), over]);
        machine.signal("CONT");
        machines.set(name, machine);
      },
    };
    const random = new Random([1, "chaos"]);
    const returns: Promise<void>[] = [];
    for (let fault = 0; fault < FAULTS; fault++) {
      // While something is under way on a machine that is well.
      const busy = await Promise.race([taken(queue, machines), over]);
      if (busy === undefined) break;
      const drawn = (["killed", "frozen", "frozen", "server"] as const)[random.integer(4)];
      // Somebody has to be there who takes over what a frozen one has.
      const kind = drawn === "frozen" && machines.size === 1 ? "killed" : drawn;
      happened[kind]++;
      if (kind === "server") {
        await testbed.killServer();
        await testbed.startServer();
      } else {
        returns.push(faults[kind](busy));
      }
    }
    await Promise.all(returns);
    await over;
    // Said by their errors where some have failed.
    assertEquals(
      found.flatMap((result) => result.type === "failed" ? result.error.message : []),
      [],
    );
    assertEquals(total(), FAULTS);
    const expected = digests(await sweep(recipes, { ...data(), seeds }));
    assertEquals(digests(found).toSorted(), expected.toSorted());
    assert(Object.values(happened).every((times) => times > 0), JSON.stringify(happened));

    for (const machine of machines.values()) lines.push(...machine.lines);
    const done = lines.filter((line) => line.endsWith(" done"));
    assertEquals(new Set(done).size, done.length, "none was handed in twice");
    assert(done.length <= expected.length);
    const stored = await testbed.objects("result-");
    assertEquals(stored.length, expected.length);
    assertEquals(new Set(stored).size, expected.length);
    await queue.close();
  },
);
