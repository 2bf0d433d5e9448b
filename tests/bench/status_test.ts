// The line on the terminal.

import { assertEquals } from "@std/assert";
import { Status } from "../../lib/bench/status.ts";

Deno.test("Status writes over its line, and what is printed stays", () => {
  let time = 0;
  const written: string[] = [];
  const status = new Status({ write: (text) => written.push(text), columns: 20, now: () => time });
  status.show("starting");
  time = 61_500;
  status.show("a text that is too long for it");
  status.print("| table |");
  assertEquals(written, [
    "\r\x1b[K0.0 s  starting",
    "\r\x1b[K1 min 2 s  a text t",
    "\r\x1b[K| table |\n",
  ]);
});

Deno.test("Status adds a line now and then where none can be written over", () => {
  let time = 0;
  const written: string[] = [];
  const status = new Status({
    write: (text) => written.push(text),
    columns: undefined,
    now: () => time,
  });
  for (; time <= 25_000; time += 500) status.show("training");
  status.print("done");
  assertEquals(written, ["0.0 s  training\n", "10 s  training\n", "20 s  training\n", "done\n"]);
});
