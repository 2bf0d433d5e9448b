// Tests of how messages become outputs.

import { assertEquals } from "@std/assert";
import { createRequest, type Message } from "../../lib/jupyter/message.ts";
import { type CodeCell, codeCells } from "../../lib/jupyter/notebook.ts";
import { OutputCollector } from "../../lib/jupyter/output_collector.ts";
import { createNotebook } from "./temporary_notebook.ts";

/** Two cells, and a collector that has started the first. */
function setUp(): { first: CodeCell; second: CodeCell; collector: OutputCollector } {
  const [first, second] = codeCells(createNotebook(["1", "2"]));
  const collector = new OutputCollector();
  collector.startCell(first);
  return { first, second, collector };
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

/** The outputs of a cell, in short. */
function shown(cell: CodeCell): string[] {
  return cell.outputs.map((output) => {
    if (output.output_type === "stream") return `${output.name}: ${output.text}`;
    if (output.output_type === "error") return `${output.ename}: ${output.evalue}`;
    return `${output.data["text/plain"]}`;
  });
}

Deno.test("OutputCollector merges pieces of one stream that follow each other", () => {
  const { first, collector } = setUp();
  for (const text of ["a", "b\n", "c"]) collector.add(stream(text));
  collector.add(stream("oh", "stderr"));
  collector.add(stream("d"));
  collector.add(display("x"));
  collector.add(stream("e"));
  assertEquals(shown(first), ["stdout: ab\nc", "stderr: oh", "stdout: d", "x", "stdout: e"]);
});

Deno.test("OutputCollector stores no display id", () => {
  const { first, collector } = setUp();
  collector.add(display("x", { id: "curve" }));
  assertEquals(first.outputs, [
    { output_type: "display_data", data: { "text/plain": "x" }, metadata: {} },
  ]);
});

Deno.test("OutputCollector replaces what an updated display showed, in any cell", () => {
  const { first, second, collector } = setUp();
  collector.add(display("old", { id: "curve" }));
  collector.add(display("other", { id: "other" }));
  collector.startCell(second);
  collector.add(display("again", { id: "curve" }));
  assertEquals([shown(first), shown(second)], [["old", "other"], ["again"]]);
  collector.add(display("new", { id: "curve", type: "update_display_data" }));
  assertEquals([shown(first), shown(second)], [["new", "other"], ["new"]]);
});

Deno.test("OutputCollector ignores an update of a display that is not there", () => {
  const { first, collector } = setUp();
  collector.add(display("x", { id: "nobody", type: "update_display_data" }));
  collector.add(display("x", { type: "update_display_data" }));
  assertEquals(first.outputs, []);
});

Deno.test("OutputCollector clears at once, or before the next output", () => {
  const { first, collector } = setUp();
  collector.add(stream("a"));
  collector.add(message("clear_output", { wait: false }));
  assertEquals(shown(first), []);
  collector.add(stream("b"));
  collector.add(message("clear_output", { wait: true }));
  assertEquals(shown(first), ["stdout: b"]);
  collector.add(stream("c"));
  assertEquals(shown(first), ["stdout: c"]);
});

Deno.test("OutputCollector replaces the outputs of an earlier run", () => {
  const { first, collector } = setUp();
  collector.add(stream("a"));
  collector.startCell(first);
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
  assertEquals(first.outputs, [
    {
      output_type: "execute_result",
      execution_count: 4,
      data: { "text/plain": "5" },
      metadata: {},
    },
    { output_type: "error", ename: "TypeError", evalue: "no", traceback: ["TypeError: no"] },
  ]);
});
