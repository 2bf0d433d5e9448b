// Pages side by side, read back from the PNG.

import { assertEquals, assertThrows } from "@std/assert";
import { pageSheet } from "../../lib/charts/page_sheet.ts";
import { pixelReader } from "./pixels.ts";

/** A page of one grey. */
const page = (width: number, height: number, grey: number) => ({
  width,
  height,
  values: new Float32Array(width * height).fill(grey),
});

Deno.test("pageSheet makes all pages equally high, in rows of at most 640 pixels", () => {
  const size = (...widths: number[]) => {
    const pages = widths.map((width) => ({ picture: page(width, 50, 1) }));
    const { width, height } = pageSheet(pages, { height: 100, text: "pages" });
    return [width, height];
  };
  assertEquals(size(100), [208, 100]);
  assertEquals(size(100, 100, 100), [3 * 208, 100]);
  assertEquals(size(100, 100, 100, 100), [3 * 208, 208]);
  assertEquals(size(640), [648, 50]);
});

Deno.test("pageSheet shows the greys of a page, the frames on it and its caption", () => {
  const mark = { box: { x: 10, y: 20, width: 20, height: 10 } };
  const picture = page(60, 40, 0);
  const color = pixelReader(
    pageSheet([{ picture, marks: [mark], caption: "I" }], { height: 40, text: "one" }),
  );
  assertEquals(color(0, 0), "0 0 0");
  for (const [x, y] of [[10, 20], [20, 21], [29, 25], [20, 29]]) {
    assertEquals(color(x, y), "213 94 0");
  }
  assertEquals(color(20, 25), "0 0 0");
  const line = Array.from({ length: 60 }, (_, x) => color(x, 48));
  assertEquals(line.filter((found) => found === "116 116 116").length, 2);
});

Deno.test("pageSheet writes a label on white, whatever is on the page", () => {
  const mark = { box: { x: 20, y: 40, width: 20, height: 10 }, label: "7" };
  const picture = page(60, 60, 0);
  const color = pixelReader(pageSheet([{ picture, marks: [mark] }], { height: 60, text: "one" }));
  const above = Array.from(
    { length: 12 * 14 },
    (_, i) => color(24 + i % 12, 22 + Math.floor(i / 12)),
  );
  assertEquals(above.includes("0 0 0"), false);
  assertEquals(above.includes("116 116 116"), true);
  assertEquals(above.includes("255 255 255"), true);
});

Deno.test("pageSheet refuses nothing", () => {
  assertThrows(() => pageSheet([], { text: "" }), RangeError, "found no page");
});
