// From a plot to an SVG that looks the same wherever a notebook is read.

import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { assertNotEmpty } from "./drawable.ts";
import { escapeXml, toXmlCharacters } from "./escape.ts";
import { Output } from "./output.ts";
import { CHART_WIDTH, FONT_FAMILY, FONT_SIZE, INK } from "./theme.ts";

// Plot draws into a document; there is none outside a browser.
const { document } = parseHTML("<!doctype html><html><body></body></html>");

/** A picture made of lines and text. */
export class Chart extends Output {
  /** What is inside the `<svg>` element. */
  readonly content: string;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;

  /**
   * Puts SVG elements into a picture.
   *
   * @param content SVG elements.
   * @param options The size in pixels, and `text`: what the chart says, for whoever cannot see it.
   * @throws {RangeError} If the size is none.
   */
  constructor(
    content: string,
    { width, height, text }: { width: number; height: number; text: string },
  ) {
    if (!(width > 0 && width < Infinity && height > 0 && height < Infinity)) {
      throw new RangeError(
        `Cannot make a chart: its size is ${width} x ${height} but must be a number of pixels`,
      );
    }
    super({
      "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" ` +
        `height="${height}" viewBox="0 0 ${width} ${height}" role="img" ` +
        `aria-label="${escapeXml(text)}" font-family="${FONT_FAMILY}" font-size="${FONT_SIZE}" ` +
        `fill="${INK}" text-anchor="middle">${toXmlCharacters(content)}</svg>`,
      "text/plain": text,
    });
    this.content = content;
    this.width = width;
    this.height = height;
  }

  /** The whole picture, as the content of an .svg file. */
  get svg(): string {
    return this.media["image/svg+xml"];
  }
}

/** What draws on top of a finished plot: it gets the scales, and adds SVG elements by name. */
export type Draw = (
  add: (name: string, attributes: { [name: string]: string | number }, text?: string) => void,
  scales: { x: (value: unknown) => number; y: (value: unknown) => number },
) => void;

/**
 * Draws marks with Observable Plot, in the project's look.
 *
 * @param options Plot's own, without title, caption and legends: titles stand in the text around.
 * @param more `text`: what the chart says, in words; `draw`: what to add where Plot has no mark for it.
 *
 * @example
 * ```ts
 * import * as Plot from "@observablehq/plot";
 * import { assertStringIncludes } from "@std/assert";
 * import { plot } from "./chart.ts";
 *
 * const chart = plot({ marks: [Plot.lineY([3, 1, 2])] }, { text: "three values" });
 * assertStringIncludes(chart.svg, 'xmlns="http://www.w3.org/2000/svg"');
 * ```
 */
export function plot(
  options: Plot.PlotOptions,
  { text, draw }: { text: string; draw?: Draw },
): Chart {
  const axis = { labelArrow: "none", tickSize: 4 } as const;
  const svg = Plot.plot({
    width: CHART_WIDTH,
    height: 320,
    marginTop: 28,
    marginBottom: 40,
    marginLeft: 56,
    ...options,
    x: { ...axis, ...options.x } as Plot.ScaleOptions,
    y: { ...axis, ...options.y } as Plot.ScaleOptions,
    document: document as unknown as Document,
  });
  if (svg.tagName.toLowerCase() !== "svg") {
    throw new TypeError(
      `Cannot draw a chart: Plot made a <${svg.tagName.toLowerCase()}> but an <svg> is needed; ` +
        `leave out title, subtitle, caption and legends`,
    );
  }
  if (draw) {
    const add: Parameters<Draw>[0] = (name, attributes, content = "") => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, `${value}`);
      element.textContent = content;
      svg.append(element);
    };
    draw(add, { x: scale(svg, "x"), y: scale(svg, "y") });
  }
  return renderSvg(svg, { text });
}

/**
 * Turns an `<svg>` element into a chart: without style sheets, which GitHub takes away, with colors
 * spelt out, and with as few digits as the eye can see.
 */
export function renderSvg(svg: Element, { text }: { text: string }): Chart {
  for (const element of svg.querySelectorAll("*")) {
    if (element.tagName.toLowerCase() === "style") {
      element.remove();
      continue;
    }
    for (const { name, value } of [...element.attributes]) {
      if (name === "class") element.removeAttribute(name);
      else if (name === "d" || name === "transform" || /^\d/.test(value)) {
        element.setAttribute(name, value.replace(/-?\d+\.\d{2,}/g, (n) => `${+(+n).toFixed(1)}`));
      } else if (value === "currentColor") element.setAttribute(name, INK);
    }
  }
  return new Chart(asXml(svg), {
    width: Number(svg.getAttribute("width")),
    height: Number(svg.getAttribute("height")),
    text,
  });
}

/**
 * Charts side by side, in one picture.
 *
 * @param charts From left to right; the picture is as wide as all of them.
 * @throws {RangeError} If there is none.
 */
export function beside(...charts: Chart[]): Chart {
  assertNotEmpty(charts, { to: "put charts side by side", what: "chart" });
  let x = 0;
  const parts = charts.map((chart) => {
    const part = `<g transform="translate(${x},0)">${chart.content}</g>`;
    x += chart.width;
    return part;
  });
  return new Chart(parts.join(""), {
    width: x,
    height: Math.max(...charts.map((chart) => chart.height)),
    text: charts.join("\n"),
  });
}

/** A chart with a line of text under it. */
export function captioned(chart: Chart, caption: string): Chart {
  const position = `x="4" y="${chart.height + FONT_SIZE}" text-anchor="start"`;
  return new Chart(`${chart.content}<text ${position}>${escapeXml(caption)}</text>`, {
    width: chart.width,
    height: chart.height + 2 * FONT_SIZE,
    text: `${chart}\n${caption}`,
  });
}

/** Where on the plot a value lies. Looked up when needed: a plot without data has no scales. */
function scale(svg: Element, name: "x" | "y"): (value: unknown) => number {
  return (value) => {
    const { apply, bandwidth = 0 } = (svg as unknown as Plot.Plot).scale(name)!;
    return apply(value) + bandwidth / 2;
  };
}

/** The elements inside, with the one entity that HTML writes and XML does not know as itself. */
function asXml(svg: Element): string {
  return svg.innerHTML.replaceAll("&nbsp;", "\u00a0");
}
