// Long work that yields to the event loop.

import { assert, assertFalse } from "@std/assert";
import { Yielder } from "../../lib/train/yielder.ts";

Deno.test("Yielder is due again and again, and lets timers and messages through", async () => {
  const { port1, port2 } = new MessageChannel();
  const arrived = { timer: false, message: false };
  port2.onmessage = () => arrived.message = true;
  setTimeout(() => arrived.timer = true, 0);
  port1.postMessage("hello");

  const yielder = new Yielder({ every: 2 });
  for (let taken = 0; taken < 5;) {
    if (!yielder.due) continue;
    await yielder.yield();
    taken++;
  }
  port1.close();
  assert(arrived.timer && arrived.message);
  assertFalse(new Yielder({ every: 1e6 }).due);
});
