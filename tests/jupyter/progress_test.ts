// Tests of what a run shows on the terminal.

import { assertEquals } from "@std/assert";
import { createRequest, type Message } from "../../lib/jupyter/message.ts";
import { Progress } from "../../lib/jupyter/progress.ts";

/** A progress whose clock and terminal are the test's. */
function setUp(columns: number | undefined) {
  const clock = { milliseconds: 0 };
  const written: string[] = [];
  const progress = new Progress("01-one", {
    write: (text) => written.push(text),
    columns,
    now: () => clock.milliseconds,
  });
  return { clock, written, progress };
}

function output(content: Record<string, unknown>): Message {
  return createRequest("display_data", content, { session: "test" });
}

Deno.test("Progress writes one line over on a terminal", () => {
  const { clock, written, progress } = setUp(80);
  clock.milliseconds = 100;
  progress.startCell(1, 3);
  clock.milliseconds = 61_500;
  progress.addOutput(output({ data: { "text/plain": "epoch 1\nepoch 2 of 30\n\n" } }));
  progress.end("done");
  assertEquals(written, [
    "\r\x1b[K01-one  0.0 s",
    "\r\x1b[K01-one  cell 1/3  0.1 s",
    "\r\x1b[K01-one  cell 1/3  1 min 2 s  epoch 2 of 30",
    "\r\x1b[K01-one: done in 1 min 2 s\n",
  ]);
});

Deno.test("Progress cuts the line at the edge of the terminal", () => {
  const { clock, written, progress } = setUp(30);
  clock.milliseconds = 1000;
  progress.addOutput(output({ text: "x".repeat(100) }));
  assertEquals(written.at(-1), `\r\x1b[K01-one  1.0 s  ${"x".repeat(14)}`);
});

Deno.test("Progress writes at most ten lines a second on a terminal", () => {
  const { clock, written, progress } = setUp(80);
  for (let i = 1; i <= 1000; i++) {
    clock.milliseconds = i;
    progress.addOutput(output({ text: `${i}` }));
  }
  assertEquals(written.length, 1 + 10);
});

Deno.test("Progress writes a line now and then into a file", () => {
  const { clock, written, progress } = setUp(undefined);
  progress.startCell(1, 2);
  for (let second = 1; second <= 25; second++) {
    clock.milliseconds = second * 1000;
    progress.addOutput(output({ text: `second ${second}\n` }));
  }
  progress.end("failed");
  assertEquals(written, [
    "01-one: started\n",
    "01-one  cell 1/2  10 s  second 10\n",
    "01-one  cell 1/2  20 s  second 20\n",
    "01-one: failed in 25 s\n",
  ]);
});

Deno.test("Progress keeps the news when an output has no text", () => {
  const { clock, written, progress } = setUp(80);
  progress.addOutput(output({ text: "news\n" }));
  progress.addOutput(output({ data: { "image/png": "iVBOR" } }));
  progress.addOutput(output({ text: "\n" }));
  clock.milliseconds = 200;
  progress.tick();
  assertEquals(written.at(-1), "\r\x1b[K01-one  0.2 s  news");
});
