// A machine whose server does not answer.

import { assertRejects } from "@std/assert";
import { runMachine } from "../../lib/queue/machine.ts";
import { QueueAwayError } from "../../lib/queue/persist.ts";
import type { Queue } from "../../lib/queue/queue.ts";

/** A queue that does this when a machine asks for the trainings of its kind. */
function queueOf(consumer: Queue["consumer"]): Queue {
  return { consumer, connection: { publish: () => {} } } as unknown as Queue;
}

function run(queue: Queue, signal: AbortSignal): Promise<void> {
  return runMachine(queue, {
    ...{ name: "a", slots: 2, dataset: "mnist", checkpointSeconds: 0 },
    ...{ signal, idle: 60 },
  });
}

Deno.test("runMachine gives up where the server is away for too long", async () => {
  const queue = queueOf(() => Promise.reject(new QueueAwayError("Cannot reach the queue")));
  await assertRejects(() => run(queue, new AbortController().signal), QueueAwayError);
});

Deno.test("runMachine does not wait for the server after its signal", async () => {
  const stop = new AbortController();
  const queue = queueOf((_, { signal }) => {
    const { promise, reject } = Promise.withResolvers<never>();
    signal.addEventListener("abort", () => reject(signal.reason));
    stop.abort();
    return promise;
  });
  await run(queue, stop.signal);
});
