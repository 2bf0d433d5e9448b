// Every chart, whatever it is given: a picture that any reader can show, or an error that says what is wrong.

import * as Plot from "@observablehq/plot";
import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parseHTML } from "linkedom";
import { SaxesParser } from "saxes";
import { ratioChart } from "../../lib/bench/benchmark_chart.ts";
import { plot } from "../../lib/charts/chart.ts";
import {
  barChart,
  beside,
  calibrationChart,
  captioned,
  Chart,
  confusionChart,
  curveChart,
  featureSheet,
  histogramChart,
  imageSheet,
  intervalChart,
  type Output,
  renderSvg,
  scalingChart,
  weightSheet,
} from "../../lib/charts/mod.ts";
import { meanCurve } from "../../lib/records/mean_curve.ts";
import { anyNumber, anyText } from "./hostile.ts";

const listOf = <T>(value: fc.Arbitrary<T>) => fc.array(value, { maxLength: 5 });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const domain = fc.tuple(anyNumber, anyNumber);
const interval = fc.record({ low: anyNumber, high: anyNumber });
const shape = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }));
const block = fc.record({
  shape: listOf(fc.integer({ min: 0, max: 4 })),
  data: listOf(anyNumber).map((values) => Float32Array.from(values)),
});
const marks = listOf(fc.record({ value: anyNumber, label: anyText }));
const scale = fc.constantFrom(undefined, "linear" as const, "log" as const);
const estimate = fc.record({
  value: anyNumber,
  interval: optional(interval),
  parts: optional(listOf(anyNumber)),
  note: optional(anyText),
});
const peer = fc.record({
  engine: fc.oneof(anyText, fc.constant("ours, wasm")),
  version: anyText,
  threads: fc.constant(1),
  rates: fc.array(anyNumber, { minLength: 1, maxLength: 3 }),
});

/** For each chart what it may be given, and the call. */
const drawings: { readonly [name: string]: fc.Arbitrary<() => Output> } = {
  barChart: fc.tuple(
    listOf(fc.record({ label: fc.oneof(anyText, fc.integer()), value: anyNumber })),
    fc.record({ x: optional(anyText), y: anyText, percent: fc.boolean() }),
  ).map(([bars, options]) => () => barChart(bars, options)),
  histogramChart: fc.tuple(
    listOf(anyNumber),
    fc.record({ y: anyText, domain, log: fc.boolean(), percent: fc.boolean() }),
  ).map(([counts, options]) => () => histogramChart(counts, options)),
  calibrationChart: fc.record({
    bins: listOf(
      fc.record({ count: anyNumber, confidence: anyNumber, accuracy: anyNumber, interval }),
    ),
    expectedError: anyNumber,
  }).map((calibration) => () => calibrationChart(calibration)),
  confusionChart: fc.tuple(
    fc.integer({ min: 0, max: 3 }).chain((classes) => {
      const row = fc.array(fc.oneof(fc.nat(), anyNumber), { minLength: classes, maxLength: 3 });
      return fc.array(row, { minLength: classes, maxLength: classes });
    }),
    fc.record({ names: optional(fc.array(anyText, { maxLength: 3 })) }),
  ).map(([confusion, options]) => () => confusionChart(confusion, options)),
  curveChart: fc.tuple(
    listOf(fc.record({
      name: anyText,
      points: fc.oneof(listOf(anyNumber), listOf(fc.tuple(anyNumber, anyNumber))),
      band: optional(listOf(fc.tuple(anyNumber, anyNumber, anyNumber))),
      color: optional(fc.oneof(fc.nat(), anyNumber)),
      dashed: fc.boolean(),
    })),
    fc.record({
      x: anyText,
      y: anyText,
      percent: fc.boolean(),
      xScale: scale,
      yScale: scale,
      xDomain: optional(domain),
      yDomain: optional(domain),
      marks: optional(marks),
    }),
  ).map(([curves, options]) => () => curveChart(curves, options)),
  scalingChart: fc.tuple(
    listOf(fc.record({ name: anyText, points: listOf(fc.tuple(anyNumber, anyNumber)) })),
    fc.record({ x: anyText, y: anyText }),
  ).map(([curves, options]) => () => scalingChart(curves, options)),
  intervalChart: fc.tuple(
    listOf(fc.record({ label: anyText, estimate, reference: optional(estimate) })),
    fc.record({
      x: anyText,
      scale: fc.constantFrom("accuracy" as const, "error" as const, "difference" as const),
      marks: optional(marks),
    }),
  ).map(([rows, options]) => () => intervalChart(rows, options)),
  imageSheet: fc.tuple(
    listOf(listOf(anyNumber)),
    fc.record({
      shape,
      captions: optional(listOf(anyText)),
      columns: optional(anyNumber),
      scale: optional(anyNumber),
      colormap: fc.constantFrom(undefined, "ink" as const, "signed" as const),
      limit: optional(anyNumber),
    }),
  ).map(([images, options]) => () => imageSheet(images, options)),
  weightSheet: fc.tuple(block, fc.record({ shape: optional(shape), first: optional(anyNumber) }))
    .map(([weights, options]) => () => weightSheet(weights, options)),
  featureSheet: block.map((maps) => () => featureSheet(maps)),
  ratioChart: fc.record({ title: anyText, peers: listOf(peer) })
    .map((training) => () => ratioChart(training)),
  meanCurve: fc.tuple(anyText, listOf(listOf(anyNumber))).map(([name, runs]) => () =>
    curveChart([meanCurve(name, runs)], { y: "loss" })
  ),
  captioned: fc.tuple(anyText, anyText).map(([text, caption]) => () =>
    captioned(new Chart("", { width: 9, height: 9, text }), caption)
  ),
};

/** Checks that a picture can be read, and that no number in it is none. */
function assertReadable(chart: Chart): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ local, attributes }) => {
    for (const [name, { value }] of Object.entries(attributes)) {
      if (name === "aria-label") continue;
      assert(!/NaN|Infinity|undefined/.test(value), `${name} of <${local}> is ${value}`);
    }
  });
  parser.write(chart.svg).close();
}

for (const [name, drawing] of Object.entries(drawings)) {
  Deno.test(`${name} draws what it is given, or says what is wrong with it`, () => {
    fc.assert(fc.property(drawing, (draw) => {
      let output: Output;
      try {
        output = draw();
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        assertMatch(error.message, /^Cannot (draw|lay out|make|show|choose) /);
        return;
      }
      if (output instanceof Chart) assertReadable(output);
    }));
  });
}

Deno.test("charts of nothing say so", () => {
  const calibration = { bins: [], expectedError: 0 };
  const wrong: [() => unknown, string][] = [
    [() => barChart([], { y: "images" }), "Cannot draw bars: found no bar"],
    [() => histogramChart([], { y: "pixels", domain: [0, 1] }), "found 0 counts, all of them 0"],
    [() => calibrationChart(calibration), "Cannot draw a calibration: found no answer"],
    [() => confusionChart([]), "Cannot draw a confusion matrix: found no class"],
    [() => intervalChart([], { x: "accuracy" }), "Cannot draw intervals: found no row"],
    [() => meanCurve("loss", []), "Cannot draw the mean of loss: found no seed"],
    [() => beside(), "Cannot put charts side by side: found no chart"],
  ];
  for (const [draw, message] of wrong) assertThrows(draw, RangeError, message);
  const empty = curveChart([], { y: "loss" });
  assertEquals(`${empty}`, "no loss yet");
  assertStringIncludes(empty.svg, ">no loss yet</text>");
});

Deno.test("charts name the figure that cannot be drawn", () => {
  const rows = [{ label: "cnn", estimate: { value: 0.9, interval: { low: NaN, high: 1 } } }];
  const mark = { value: 0, label: "none" };
  const wrong: [() => unknown, string][] = [
    [() => barChart([{ label: 7, value: NaN }], { y: "a" }), 'Cannot draw bars: "7" is NaN'],
    [() => histogramChart([1, -1], { y: "a", domain: [0, 1] }), "count 1 is -1"],
    [() => histogramChart([1], { y: "a", domain: [1, 0] }), "the domain is from 1 to 0"],
    [() => confusionChart([[0.5]]), "count 0 of row 0 is 0.5 but must be an integer"],
    [() => confusionChart([[1]], { names: [] }), "found 0 names but 1 classes"],
    [() => intervalChart(rows, { x: "a" }), 'a figure of "cnn" is NaN'],
    [() => curveChart([], { y: "a", yScale: "log", marks: [mark] }), 'mark "none" is at 0'],
    [() => curveChart([], { y: "a", xScale: "log", xDomain: [0, 9] }), "a number greater than 0"],
    [() => curveChart([{ name: "", points: [], color: -1 }], { y: "a" }), "the index is -1"],
    [() => imageSheet([[1]], { shape: [1, 1], columns: 0.5 }), "columns is 0.5"],
    [() => imageSheet([[1]], { shape: [1, 1], scale: 9e3 }), "found 9008x9008 pixels"],
    [() => new Chart("", { width: NaN, height: 1, text: "" }), "its size is NaN x 1"],
  ];
  for (const [draw, message] of wrong) assertThrows(draw, RangeError, message);
});

Deno.test("curveChart leaves out what is not a number or has no logarithm", () => {
  const points = [[1, 3], [2, NaN], [3, Infinity], [4, 0], [5, 2]] as const;
  const curves = [{ name: "a", points }];
  const chart = curveChart(curves, { y: "loss", yScale: "log" });
  assertReadable(chart);
  assertEquals(`${chart}`, "a: loss 3 (epoch 1), 2 (epoch 5)");
});

Deno.test("charts cut a name that leaves no room for the curve, and tell all of it in words", () => {
  const name = "a network with a very long name ".repeat(9);
  const chart = curveChart([{ name, points: [1, 2] }], { y: "loss" });
  assertMatch(chart.svg, />(a network with a very long name ?)+[a-z ]*…<\/text>/);
  assertStringIncludes(`${chart}`, name);
});

Deno.test("plot and renderSvg replace what XML forbids", () => {
  const mark = Plot.text(["a\u000b\ud800"], { frameAnchor: "middle" });
  assertStringIncludes(plot({ marks: [mark] }, { text: "\u0000" }).svg, ">a\ufffd\ufffd</text>");
  const { document } = parseHTML('<svg width="9" height="9"><text>\u0001</text></svg>');
  const svg = document.querySelector("svg") as unknown as Element;
  assertReadable(renderSvg(svg, { text: "\u0000" }));
});
