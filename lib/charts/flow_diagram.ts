// A network drawn as circles and arrows: what flows forward on one side of each line, what flows back on the other.

import { Chart } from "./chart.ts";
import { assertDrawable, assertNotEmpty } from "./drawable.ts";
import { escapeXml } from "./escape.ts";
import { CHART_WIDTH, FONT_SIZE, highlight, INK, series } from "./theme.ts";

/** Pixels from the centre of a circle to its edge. */
const RADIUS = 28;

/** Pixels from one row to the next. */
const ROW_HEIGHT = 110;

/** Pixels from the line between two circles to each of its two arrows. */
const OFFSET = 4;

/** A circle. */
export interface FlowNode {
  /** What edges call it; it also stands in the circle, unless there is a label. */
  readonly name: string;
  /** The column, counted from 0 at the left; parts of a column are possible. */
  readonly column: number;
  /** The row, counted from 0 at the top; parts of a row are possible. */
  readonly row: number;
  /** The lines of text in the circle. */
  readonly label?: readonly string[];
}

/** What flows between two circles. */
export interface FlowEdge {
  /** The name of the circle where it begins, to the left of the other. */
  readonly from: string;
  /** The name of the circle where it ends. */
  readonly to: string;
  /** What stands above it, on the way forward. */
  readonly forward?: string;
  /** What stands below it, on the way back; without it there is no arrow back. */
  readonly back?: string;
}

/**
 * Draws a network as circles and arrows: blue ones forward, orange ones back.
 *
 * @param options `nodes`: the circles; `edges`: the arrows between them; `text`: what the diagram says, for
 * whoever cannot see it.
 * @throws {RangeError} If there is no circle, one has no place, or an edge ends at none.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { flowDiagram } from "./flow_diagram.ts";
 *
 * const chart = flowDiagram({
 *   nodes: [{ name: "x", column: 0, row: 0 }, { name: "y", column: 1, row: 0 }],
 *   edges: [{ from: "x", to: "y", forward: "times 3", back: "3" }],
 *   text: "y is three times x",
 * });
 * assertStringIncludes(chart.svg, "times 3");
 * ```
 */
export function flowDiagram(
  { nodes, edges, text }: {
    readonly nodes: readonly FlowNode[];
    readonly edges: readonly FlowEdge[];
    readonly text: string;
  },
): Chart {
  const to = "draw a diagram";
  assertNotEmpty(nodes, { to, what: "circle" });
  for (const { name, column, row } of nodes) {
    assertDrawable([[`the column of "${name}"`, column], [`the row of "${name}"`, row]], { to });
  }
  const lastColumn = Math.max(1, ...nodes.map(({ column }) => column));
  const margin = RADIUS + 12;
  const placed = new Map(nodes.map((node) => [node.name, {
    x: margin + node.column * (CHART_WIDTH - 2 * margin) / lastColumn,
    y: margin + node.row * ROW_HEIGHT,
  }]));
  const place = (name: string) => {
    const found = placed.get(name);
    if (found) return found;
    throw new RangeError(
      `Cannot ${to}: an edge ends at "${name}" but there are only ` +
        `${[...placed.keys()].join(", ")}; add a circle of that name`,
    );
  };
  const content = [
    ...edges.map((edge) => {
      // Labels keep away from where edges meet.
      const leaving = edges.filter(({ from }) => from === edge.from).length;
      const arriving = edges.filter(({ to }) => to === edge.to).length;
      const at = 0.5 + 0.08 * Math.sign(leaving - arriving);
      return arrows(edge, { start: place(edge.from), end: place(edge.to), at });
    }),
    ...nodes.map((node) => circle(node, place(node.name))),
  ].join("");
  const height = 2 * margin + Math.max(...nodes.map(({ row }) => row)) * ROW_HEIGHT;
  return new Chart(content, { width: CHART_WIDTH, height, text });
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function circle({ name, label = [name] }: FlowNode, { x, y }: Place): string {
  const lines = label.map((line, i) => {
    const dy = (i - (label.length - 1) / 2) * (FONT_SIZE + 2);
    return `<text x="${round(x)}" y="${round(y + dy)}" dy="0.32em">${
      escapeXml(withMinus(line))
    }</text>`;
  });
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${RADIUS}" fill="none" stroke="${INK}"/>` +
    lines.join("");
}

/** Both arrows, drawn along an x axis that is then turned to where it belongs. */
function arrows(
  { forward, back }: FlowEdge,
  { start, end, at }: { start: Place; end: Place; at: number },
): string {
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const angle = Math.atan2(end.y - start.y, end.x - start.x) * 180 / Math.PI;
  const [from, to] = [RADIUS + 4, length - RADIUS - 4];
  const middle = round(at * length);
  const arrow = (y: number, [tail, tip]: readonly number[], { fill }: { fill: string }) => {
    const wing = tip - 7 * Math.sign(tip - tail);
    return `<path d="M${round(tail)},${y}L${round(tip)},${y}M${round(wing)},${y - 3.5}` +
      `L${round(tip)},${y}L${round(wing)},${y + 3.5}" fill="none" stroke="${fill}" ` +
      `stroke-width="1.5"/>`;
  };
  const words = (y: number, line: string, { text }: { text: string }) =>
    `<text x="${middle}" y="${y}" fill="${text}">${escapeXml(withMinus(line))}</text>`;
  const parts = [
    arrow(back === undefined ? 0 : -OFFSET, [from, to], series),
    forward === undefined ? "" : words(-OFFSET - 6, forward, series),
    back === undefined ? "" : arrow(OFFSET, [to, from], highlight),
    back === undefined ? "" : words(OFFSET + FONT_SIZE + 4, back, highlight),
  ];
  return `<g transform="translate(${round(start.x)},${round(start.y)}) rotate(${round(angle)})">` +
    `${parts.join("")}</g>`;
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}

/** A text with a minus sign before its negative numbers: `w = -0.4` as "w = −0.4"; "784-10" stays. */
function withMinus(text: string): string {
  return text.replaceAll(/(?<!\S)-(?=\d)/g, "−");
}
