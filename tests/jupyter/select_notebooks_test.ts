// Tests of choosing notebooks by name.

import { assertEquals, assertThrows } from "@std/assert";
import { selectNotebooks, withoutAside } from "../../lib/jupyter/select_notebooks.ts";

const knownNames = ["report", "02-hidden", "01-one", "12-two-more", "zebra"];

Deno.test("selectNotebooks chooses all in the order of the story, the report last", () => {
  const all = ["01-one", "02-hidden", "12-two-more", "zebra", "report"];
  assertEquals(selectNotebooks(knownNames, []), all);
  assertEquals(selectNotebooks(knownNames, ["report", "zebra", "hidden", "01"]), [
    "01-one",
    "02-hidden",
    "zebra",
    "report",
  ]);
});

Deno.test("selectNotebooks prefers a whole name to a start, and a start to a part", () => {
  const known = ["2", "2-b", "12"];
  assertEquals(selectNotebooks(known, ["2"]), ["2"]);
  assertEquals(selectNotebooks(known, ["2-"]), ["2-b"]);
  assertEquals(selectNotebooks(["2-a", "2-b", "12"], ["2"]), ["2-a", "2-b"]);
  assertEquals(selectNotebooks(["12", "32"], ["2"]), ["12", "32"]);
});

Deno.test("selectNotebooks takes paths and file names too", () => {
  assertEquals(selectNotebooks(knownNames, ["notebooks/01-one.ipynb", "report.ipynb"]), [
    "01-one",
    "report",
  ]);
});

Deno.test("selectNotebooks lists what there is when a name fits nothing", () => {
  assertThrows(
    () => selectNotebooks(knownNames, ["01", "nope"]),
    RangeError,
    "Cannot find notebook nope: there are 01-one, 02-hidden, 12-two-more, zebra, report",
  );
  assertThrows(() => selectNotebooks([], ["01"]), RangeError, "there are none");
});

Deno.test("withoutAside leaves the generations, the benchmarks and the report", () => {
  const known = [
    "00-data",
    "04b-tools",
    "06-world-class",
    "07-aside",
    "12-pad",
    "12b-more",
    "benchmarks",
    "report",
  ];
  assertEquals(withoutAside(known), [
    "00-data",
    "04b-tools",
    "06-world-class",
    "benchmarks",
    "report",
  ]);
});
