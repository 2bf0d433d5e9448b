// What must be true of every chart, whatever it shows.

import { assert, assertEquals } from "@std/assert";
import { SaxesParser } from "saxes";
import type { Chart } from "../../lib/charts/chart.ts";

/** A text in a chart, and about where it begins and ends. */
export interface PlacedText {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Checks that a chart is well-formed XML that any reader can show: namespace, size, no style sheets, no
 * colors that depend on the page, and that no text leaves the picture or covers another.
 *
 * @returns The texts in it.
 */
export function assertChart(chart: Chart): PlacedText[] {
  const parser = new SaxesParser({ xmlns: true });
  const texts: PlacedText[] = [];
  let root: { [name: string]: string } | undefined;
  // For each element that is open: where its origin lies, and its anchor.
  const open: { x: number; y: number; anchor: string }[] = [{ x: 0, y: 0, anchor: "start" }];
  let position = open[0];
  let words = "";
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ local, uri, attributes }) => {
    const values: { [name: string]: string } = {};
    for (const [name, { value }] of Object.entries(attributes)) values[name] = value;
    root ??= values;
    assertEquals(uri, "http://www.w3.org/2000/svg");
    assert(!["style", "script", "foreignObject"].includes(local), `found <${local}>`);
    assert(!("style" in values) && !("class" in values), `found style or class in <${local}>`);
    assert(!Object.values(values).includes("currentColor"), "found currentColor");
    assert(!/NaN|undefined|Infinity/.test(Object.values(values).join()), "found no number");
    const [, dx = "0", dy = "0"] = /translate\(([^,]+),([^)]+)\)/.exec(values.transform ?? "") ??
      [];
    position = {
      x: position.x + Number(dx),
      y: position.y + Number(dy),
      anchor: values["text-anchor"] ?? position.anchor,
    };
    open.push(position);
    if (local === "text") {
      words = "";
      position.x += pixels(values.x) + pixels(values.dx);
      position.y += pixels(values.y) + pixels(values.dy);
      if (/rotate/.test(values.transform ?? "")) position.anchor = "rotated";
    }
  });
  parser.on("text", (text) => words += text);
  parser.on("closetag", ({ local }) => {
    if (local === "text" && position.anchor !== "rotated" && words !== "") {
      const width = words.length * 12 * 0.58;
      const shift = { start: 0, middle: 0.5, end: 1 }[position.anchor]!;
      const left = position.x - shift * width;
      texts.push({
        text: words,
        left,
        right: left + width,
        top: position.y - 10,
        bottom: position.y,
      });
    }
    open.pop();
    position = open[open.length - 1];
  });
  parser.write(chart.svg).close();
  assertEquals(Number(root?.width), chart.width);
  assertEquals(Number(root?.height), chart.height);
  assertEquals(root?.viewBox, `0 0 ${chart.width} ${chart.height}`);
  assertEquals(root?.["aria-label"], `${chart}`.replaceAll("\n", " "));
  assert(chart.width <= 640, `the chart is ${chart.width} pixels wide`);
  for (const { text, left, right, top, bottom } of texts) {
    assert(left >= -1 && right <= chart.width + 1, `"${text}" runs from ${left} to ${right}`);
    assert(top >= -1 && bottom <= chart.height, `"${text}" stands from ${top} to ${bottom}`);
  }
  for (const [i, a] of texts.entries()) {
    for (const b of texts.slice(i + 1)) {
      const apart = a.right < b.left + 2 || b.right < a.left + 2 ||
        a.bottom < b.top + 1 || b.bottom < a.top + 1;
      assert(apart, `"${a.text}" and "${b.text}" cover each other`);
    }
  }
  return texts;
}

function pixels(length = "0"): number {
  return length.endsWith("em") ? 12 * parseFloat(length) : parseFloat(length);
}
