// Turns for everything else during long work.

import { assert, assertFalse } from "@std/assert";
import { Turns } from "../../lib/train/turns.ts";

Deno.test("Turns are due again and again, and let timers and messages through", async () => {
  const { port1, port2 } = new MessageChannel();
  const arrived = { timer: false, message: false };
  port2.onmessage = () => arrived.message = true;
  setTimeout(() => arrived.timer = true, 0);
  port1.postMessage("hello");

  const turns = new Turns({ every: 2 });
  for (let taken = 0; taken < 5;) {
    if (!turns.due) continue;
    await turns.take();
    taken++;
  }
  port1.close();
  assert(arrived.timer && arrived.message);
  assertFalse(new Turns({ every: 1e6 }).due);
});
