// A table from rows of values, for the notebook, for a Markdown file and for the terminal.

import { escape } from "@std/html/entities";
import { Output } from "./output.ts";

/** A value in a table; figures stand at the right, everything else at the left. */
export type Cell = string | number | boolean | null | undefined;

/**
 * A table with one line for each row and one column for each key.
 *
 * @param rows Objects with the same keys; the keys of the first are the headings, in their order.
 * @param options `format`: by heading, how to write the values of that column.
 * @returns The table as HTML, as Markdown and as plain text.
 * @throws {RangeError} If there is no row.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { percent } from "./format.ts";
 * import { table } from "./table.ts";
 *
 * const rows = [{ network: "784-100-10", accuracy: 0.979 }];
 * assertEquals(
 *   table(rows, { format: { accuracy: percent } }).media["text/markdown"],
 *   "| network | accuracy |\n| --- | ---: |\n| 784-100-10 | 97.90 % |\n",
 * );
 * ```
 */
export function table<Row extends { [heading: string]: Cell }>(
  rows: readonly Row[],
  { format = {} }: { format?: { [Heading in keyof Row]?: (value: number) => string } } = {},
): Output {
  if (rows.length === 0) {
    throw new RangeError("Cannot make a table: found no row but at least 1 is needed");
  }
  const headings = Object.keys(rows[0]);
  const columns = headings.map((heading) => ({
    heading,
    right: rows.every((row) => row[heading] == null || typeof row[heading] === "number"),
    cells: rows.map((row) => write(row[heading], format[heading])),
  }));
  return new Output({
    "text/html": asHtml(columns, rows.length),
    "text/markdown": asMarkdown(columns, rows.length),
    "text/plain": asText(columns, rows.length),
  });
}

interface Column {
  readonly heading: string;
  readonly right: boolean;
  readonly cells: readonly string[];
}

function write(value: Cell, format: ((value: number) => string) | undefined): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number" && format !== undefined) return format(value);
  return String(value);
}

/** With the attribute `align`, which GitHub keeps, and not with a style, which it takes away. */
function asHtml(columns: readonly Column[], rowCount: number): string {
  const line = (tag: string, text: (column: Column) => string) =>
    "<tr>" +
    columns.map((column) =>
      `<${tag} align="${column.right ? "right" : "left"}">${unbroken(text(column))}</${tag}>`
    ).join("") +
    "</tr>\n";
  const body = Array.from({ length: rowCount }, (_, i) => line("td", ({ cells }) => cells[i]));
  const head = line("th", ({ heading }) => heading);
  return `<table>\n<thead>${head}</thead>\n<tbody>${body.join("")}</tbody>\n</table>`;
}

/** A number stays with its percent sign where the line is narrow. */
function unbroken(text: string): string {
  return escape(text).replaceAll(/(?<=\d) (?=%)/g, "\u00a0");
}

function asMarkdown(columns: readonly Column[], rowCount: number): string {
  const line = (text: (column: Column) => string) =>
    `| ${columns.map((column) => text(column).replaceAll("|", "\\|")).join(" | ")} |\n`;
  return line(({ heading }) => heading) + line(({ right }) => right ? "---:" : "---") +
    Array.from({ length: rowCount }, (_, i) => line(({ cells }) => cells[i])).join("");
}

function asText(columns: readonly Column[], rowCount: number): string {
  const widths = columns.map(({ heading, cells }) =>
    Math.max(heading.length, ...cells.map((cell) => cell.length))
  );
  const line = (text: (column: Column) => string) =>
    columns.map((column, i) =>
      column.right ? text(column).padStart(widths[i]) : text(column).padEnd(widths[i])
    ).join("  ").trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  const body = Array.from({ length: rowCount }, (_, i) => line(({ cells }) => cells[i]));
  return [line(({ heading }) => heading), rule, ...body].join("\n");
}
