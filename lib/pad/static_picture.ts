// The pad as a picture, for places that run no scripts.

import { Chart, CHART_WIDTH, percent } from "../charts/mod.ts";
import { escapeHtml } from "../charts/table.ts";
import { GRID_COLOR, INK, MUTED_TEXT, series } from "../charts/theme.ts";
import { classify } from "../inference/classify.ts";
import { mnistImage, mnistSide } from "../inference/mnist_image.ts";
import type { Sequential } from "../nn/mod.ts";
import type { Point } from "./page/drawing.ts";
import { Paper, paperSide, penWidth } from "./page/paper.ts";
import { drawSample } from "./sample.ts";

/** The height of the picture, and of the paper in it. */
const height = 300;
const paperShown = 240;
const top = 32;

/**
 * What a pad looks like after somebody drew a digit on it: the paper, the answer, and what the network
 * saw.
 *
 * @param network The network that answers.
 * @param options `title`: what the network is called.
 */
export function padPicture(network: Sequential, { title }: { title: string }): Chart {
  const paper = new Paper(paperSide, { penWidth });
  const trace = new Trace();
  drawSample([paper, trace]);
  const image = mnistImage(paper.image);
  const [{ digit, outputs }] = classify(network, [image]);
  const label = (text: string, { x, y }: Point, color = MUTED_TEXT) =>
    `<text x="${x}" y="${y}" fill="${color}" text-anchor="start">${escapeHtml(text)}</text>`;
  const bars = Array.from(outputs, (output, i) => {
    const y = top + 24 * i;
    const color = i === digit ? INK : MUTED_TEXT;
    return label(`${i}`, { x: 270, y: y + 15 }, color) +
      `<rect x="286" y="${y + 2}" width="120" height="16" fill="${GRID_COLOR}"/>` +
      `<rect x="286" y="${y + 2}" width="${fixed(120 * Math.min(1, output))}" height="16" ` +
      `fill="${series.fill}"/>` + label(percent(output, 1), { x: 412, y: y + 15 }, color);
  });
  const frame = `fill="none" stroke="${MUTED_TEXT}"`;
  const content = label("drawn", { x: 8, y: 20 }) +
    `<g transform="translate(8 ${top}) scale(${fixed(paperShown / paperSide)})">` +
    `<path d="${trace.path}" fill="none" stroke="${INK}" stroke-width="${penWidth}" ` +
    `stroke-linecap="round" stroke-linejoin="round"/></g>` +
    `<rect x="8" y="${top}" width="${paperShown}" height="${paperShown}" ${frame}/>` +
    label(title, { x: 270, y: 20 }) + bars.join("") +
    label("what the network sees", { x: 476, y: 20 }) +
    `<g transform="translate(476 ${top}) scale(5)">${pixels(image)}</g>` +
    `<rect x="476" y="${top}" width="${5 * mnistSide}" height="${5 * mnistSide}" ${frame}/>` +
    label("In JupyterLab, VS Code or the report, run the cell and draw here.", {
      x: 8,
      y: height - 8,
    });
  const text = `A digit is drawn, and the network "${title}" says: this is a ${digit} ` +
    `(${percent(outputs[digit], 1)}). Run the cell in JupyterLab or VS Code to draw one yourself.`;
  return new Chart(content, { width: CHART_WIDTH, height, text });
}

/** Draws strokes as the path of an SVG. */
class Trace {
  path = "";
  #end: Point | undefined;

  line(from: Point, to: Point): void {
    const joins = this.#end?.x === from.x && this.#end.y === from.y;
    this.path += (joins ? "" : `M${fixed(from.x)} ${fixed(from.y)}`) +
      `L${fixed(to.x)} ${fixed(to.y)}`;
    this.#end = to;
  }

  clear(): void {
    this.path = "";
    this.#end = undefined;
  }
}

/** An image as squares, one a pixel. */
function pixels(image: Uint8Array): string {
  return Array.from(image, (value, i) => {
    if (value === 0) return "";
    const grey = 255 - value;
    return `<path d="M${i % mnistSide} ${Math.floor(i / mnistSide)}h1v1h-1z" ` +
      `fill="rgb(${grey},${grey},${grey})"/>`;
  }).join("");
}

function fixed(value: number): string {
  return value.toFixed(2).replace(/\.?0+$/, "");
}
