// Tests of how messages become outputs.

import { assertEquals } from "@std/assert";
import { createRequest, type Message } from "../../lib/jupyter/message.ts";
import { OutputCollector } from "../../lib/jupyter/output_collector.ts";

/** A collector that has started its first cell. */
function setUp(options: { limit?: number } = {}): OutputCollector {
  const collector = new OutputCollector(options);
  collector.startCell();
  return collector;
}

function message(type: string, content: Record<string, unknown>): Message {
  return createRequest(type, content, { session: "test" });
}

function stream(text: string, name = "stdout"): Message {
  return message("stream", { name, text });
}

function display(
  text: string,
  { type = "display_data", id }: { type?: string; id?: string } = {},
): Message {
  const transient = id === undefined ? {} : { display_id: id };
  return message(type, { data: { "text/plain": text }, metadata: {}, transient });
}

/** The outputs of a cell, the first unless told, in short. */
function shown({ outputs }: OutputCollector, cell = 0): string[] {
  return outputs[cell].map((output) => {
    if (output.output_type === "stream") return `${output.name}: ${output.text}`;
    if (output.output_type === "error") return `${output.ename}: ${output.evalue}`;
    return `${output.data["text/plain"]}`;
  });
}

Deno.test("OutputCollector merges pieces of one stream that follow each other", () => {
  const collector = setUp();
  for (const text of ["a", "b\n", "c"]) collector.add(stream(text));
  collector.add(stream("oh", "stderr"));
  collector.add(stream("d"));
  collector.add(display("x"));
  collector.add(stream("e"));
  assertEquals(shown(collector), ["stdout: ab\nc", "stderr: oh", "stdout: d", "x", "stdout: e"]);
});

Deno.test("OutputCollector stores no display id", () => {
  const collector = setUp();
  collector.add(display("x", { id: "curve" }));
  assertEquals(collector.outputs[0], [
    { output_type: "display_data", data: { "text/plain": "x" }, metadata: {} },
  ]);
});

Deno.test("OutputCollector replaces what an updated display showed, in any cell", () => {
  const collector = setUp();
  collector.add(display("old", { id: "curve" }));
  collector.add(display("other", { id: "other" }));
  collector.startCell();
  collector.add(display("again", { id: "curve" }));
  assertEquals([shown(collector), shown(collector, 1)], [["old", "other"], ["again"]]);
  collector.add(display("new", { id: "curve", type: "update_display_data" }));
  assertEquals([shown(collector), shown(collector, 1)], [["new", "other"], ["new"]]);
});

Deno.test("OutputCollector ignores an update of a display that is not there", () => {
  const collector = setUp();
  collector.add(display("x", { id: "nobody", type: "update_display_data" }));
  collector.add(display("x", { type: "update_display_data" }));
  assertEquals(collector.outputs[0], []);
});

Deno.test("OutputCollector clears at once, or before the next output", () => {
  const collector = setUp();
  collector.add(stream("a"));
  collector.add(message("clear_output", { wait: false }));
  assertEquals(shown(collector), []);
  collector.add(stream("b"));
  collector.add(message("clear_output", { wait: true }));
  assertEquals(shown(collector), ["stdout: b"]);
  collector.add(stream("c"));
  assertEquals(shown(collector), ["stdout: c"]);
});

Deno.test("OutputCollector keeps results and errors, and no other messages", () => {
  const collector = setUp();
  collector.add(message("execute_result", {
    execution_count: 4,
    data: { "text/plain": "5" },
    metadata: {},
    transient: {},
  }));
  collector.add(
    message("error", { ename: "TypeError", evalue: "no", traceback: ["TypeError: no"] }),
  );
  collector.add(message("status", { execution_state: "idle" }));
  assertEquals(collector.outputs[0], [
    {
      output_type: "execute_result",
      execution_count: 4,
      data: { "text/plain": "5" },
      metadata: {},
    },
    { output_type: "error", ename: "TypeError", evalue: "no", traceback: ["TypeError: no"] },
  ]);
});

const NOTE = "stderr: \n[Output cut: a notebook stores 1,000 characters of output at most]\n";

Deno.test("OutputCollector cuts a stream at the limit, between two characters, and says so once", () => {
  const collector = setUp({ limit: 1000 });
  // 100 characters are counted for the fields of an output.
  collector.add(stream("a".repeat(899)));
  collector.add(stream("😀"));
  collector.add(stream("more"));
  collector.add(display("more"));
  assertEquals(shown(collector), [`stdout: ${"a".repeat(899)}`, NOTE]);
});

Deno.test("OutputCollector leaves out a display beyond the limit, in later cells too", () => {
  const collector = setUp({ limit: 1000 });
  collector.add(display("a".repeat(1001)));
  collector.startCell();
  collector.add(stream("b".repeat(2000)));
  collector.startCell();
  collector.add(display("c"));
  assertEquals(collector.outputs.map((_, i) => shown(collector, i)), [
    [NOTE],
    [`stdout: ${"b".repeat(900)}`, NOTE],
    [NOTE],
  ]);
});

Deno.test("OutputCollector says what is wrong with an output that no notebook can store", () => {
  const collector = setUp();
  collector.add(message("display_data", { data: 5, metadata: {} }));
  collector.add(message("display_data", {}));
  collector.add(message("display_data", { data: { "image/png": 7 }, metadata: {} }));
  collector.add(message("execute_result", { data: {}, metadata: {} }));
  collector.add(message("stream", { name: "weird", text: { a: 1 } }));
  collector.add(display("x", { id: "curve" }));
  collector.add(message("update_display_data", { transient: { display_id: "curve" } }));
  const notes = [
    "Cannot store output, data: found 5, wanted an object",
    "Cannot store output, data: found nothing, wanted an object",
    "Cannot store output, data, image/png: found 7, wanted a text or a list of lines",
    "Cannot store output, execution_count: found null, wanted an integer of at least 0",
  ];
  assertEquals(shown(collector), [
    ...notes.map((note) => `stderr: \n[${note}]\n`),
    "stdout: [object Object]",
    "x",
    `stderr: \n[${notes[1]}]\n`,
  ]);
});

Deno.test("OutputCollector counts what it stores, not what was replaced or cleared", () => {
  const collector = setUp({ limit: 1000 });
  for (let i = 0; i < 100; i++) {
    collector.add(
      display("a".repeat(300), { id: "curve", type: i ? "update_display_data" : undefined }),
    );
  }
  assertEquals(shown(collector), ["a".repeat(300)]);
  for (let i = 0; i < 100; i++) {
    collector.add(message("clear_output", { wait: i % 2 === 0 }));
    collector.add(stream("b".repeat(500)));
  }
  assertEquals(shown(collector), [`stdout: ${"b".repeat(500)}`]);
  collector.add(display("c".repeat(1000), { id: "curve" }));
  collector.add(message("clear_output", { wait: false }));
  assertEquals(shown(collector), []);
  collector.add(display("d", { id: "curve" }));
  collector.add(display("e".repeat(1000), { id: "curve", type: "update_display_data" }));
  assertEquals(shown(collector), ["d", NOTE]);
});
