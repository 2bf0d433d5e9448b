// The pad as a picture, for places that run no scripts.

import { escape } from "@std/html/entities";
import { Chart, CHART_WIDTH, percent } from "../charts/mod.ts";
import { GRID_COLOR, GRID_OPACITY, INK, MUTED_TEXT, PAPER, PEN, series } from "../charts/theme.ts";
import { classify } from "../inference/classify.ts";
import { MNIST_SIDE, mnistImage } from "../inference/mnist_image.ts";
import type { Sequential } from "../nn/mod.ts";
import type { Point } from "./page/drawing.ts";
import { Paper, PAPER_SIDE, PEN_WIDTH } from "./page/paper.ts";
import { drawSample } from "./sample.ts";
import { clampToUnit } from "../system/clamp_to_unit.ts";

/** The height of the picture, and of the paper in it. */
const HEIGHT = 300;
const PAPER_SHOWN = 240;
const TOP = 32;

const HINT = "In JupyterLab, VS Code or the report, run the cell and draw here.";

/**
 * What a pad looks like after somebody drew a digit on it: the paper, the answer, and what the network
 * saw.
 *
 * @param network The network that answers.
 * @param options `title`: what the network is called; `hint`: the line below, how to draw on it unless
 * told.
 */
export function padPicture(
  network: Sequential,
  { title, hint = HINT }: { title: string; hint?: string },
): Chart {
  const paper = new Paper(PAPER_SIDE, { penWidth: PEN_WIDTH });
  const trace = new Trace();
  drawSample([paper, trace]);
  const image = mnistImage(paper.image);
  const [{ digit, outputs }] = classify(network, [image]);
  const label = (text: string, { x, y }: Point, color = MUTED_TEXT) =>
    `<text x="${x}" y="${y}" fill="${color}" text-anchor="start">${escape(text)}</text>`;
  const bars = Array.from(outputs, (output, i) => {
    const y = TOP + 24 * i;
    const color = i === digit ? INK : MUTED_TEXT;
    return label(`${i}`, { x: 270, y: y + 15 }, color) +
      `<rect x="286" y="${y + 2}" width="120" height="16" fill="${GRID_COLOR}" ` +
      `fill-opacity="${GRID_OPACITY}"/>` +
      `<rect x="286" y="${y + 2}" width="${fixed(120 * clampToUnit(output))}" height="16" ` +
      `fill="${series.fill}"/>` + label(percent(output, 1), { x: 412, y: y + 15 }, color);
  });
  const frame = `fill="${PAPER}" stroke="${MUTED_TEXT}"`;
  const content = label("drawn", { x: 8, y: 20 }) +
    `<rect x="8" y="${TOP}" width="${PAPER_SHOWN}" height="${PAPER_SHOWN}" ${frame}/>` +
    `<g transform="translate(8 ${TOP}) scale(${fixed(PAPER_SHOWN / PAPER_SIDE)})">` +
    `<path d="${trace.path}" fill="none" stroke="${PEN}" stroke-width="${PEN_WIDTH}" ` +
    `stroke-linecap="round" stroke-linejoin="round"/></g>` +
    label(title, { x: 270, y: 20 }) + bars.join("") +
    label("what the network sees", { x: 476, y: 20 }) +
    `<rect x="476" y="${TOP}" width="${5 * MNIST_SIDE}" height="${5 * MNIST_SIDE}" ${frame}/>` +
    `<g transform="translate(476 ${TOP}) scale(5)">${pixels(image)}</g>` +
    label(hint, { x: 8, y: HEIGHT - 8 });
  const text = `A digit is drawn, and the network "${title}" says: this is a ${digit} ` +
    `(${percent(outputs[digit], 1)}). Run the cell in JupyterLab or VS Code to draw one yourself.`;
  return new Chart(content, { width: CHART_WIDTH, height: HEIGHT, text });
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
    return `<path d="M${i % MNIST_SIDE} ${Math.floor(i / MNIST_SIDE)}h1v1h-1z" ` +
      `fill="rgb(${grey},${grey},${grey})"/>`;
  }).join("");
}

function fixed(value: number): string {
  return value.toFixed(2).replace(/\.?0+$/, "");
}
