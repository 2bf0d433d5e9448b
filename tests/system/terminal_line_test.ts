// The line that is written over.

import { assertEquals } from "@std/assert";
import { TerminalLine } from "../../lib/system/terminal_line.ts";

/** A line whose clock and terminal are the test's. */
function setUp({ columns, interval }: { columns?: number; interval?: number }) {
  const clock = { milliseconds: 0 };
  const written: string[] = [];
  const line = new TerminalLine({
    write: (text) => written.push(text),
    columns,
    interval,
    now: () => clock.milliseconds,
  });
  return { clock, written, line };
}

Deno.test("TerminalLine writes over its line, cut to the width, and what is printed stays", () => {
  const { written, line } = setUp({ columns: 10 });
  line.show("short");
  line.show("longer than ten");
  line.print("more than ten, and stays");
  assertEquals(written, [
    "\r\x1b[Kshort",
    "\r\x1b[Klonger th",
    "\r\x1b[Kmore than ten, and stays\n",
  ]);
});

Deno.test("TerminalLine does not cut a character of two units in half", () => {
  const { written, line } = setUp({ columns: 3 });
  line.show("😀😀😀");
  assertEquals(written, ["\r\x1b[K😀😀"]);
});

Deno.test("TerminalLine is not written more often than told", () => {
  const { clock, written, line } = setUp({ columns: 10, interval: 100 });
  for (; clock.milliseconds <= 250; clock.milliseconds += 10) line.show(`${clock.milliseconds}`);
  assertEquals(written, ["\r\x1b[K0", "\r\x1b[K100", "\r\x1b[K200"]);
});

Deno.test("TerminalLine adds a line every ten seconds where none can be written over", () => {
  const { clock, written, line } = setUp({});
  for (; clock.milliseconds <= 25_000; clock.milliseconds += 500) {
    line.show(`${clock.milliseconds}`);
  }
  line.print("done");
  assertEquals(written, ["0\n", "10000\n", "20000\n", "done\n"]);
});
