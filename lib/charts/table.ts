// A table from rows of values, for the notebook, for a Markdown file and for the terminal.

import { assertNotEmpty } from "./drawable.ts";
import { escapeMarkdown, escapeXml, toXmlCharacters } from "./escape.ts";
import { Output } from "./output.ts";

/** A text in a table that leads somewhere. */
export interface TableLink {
  /** What is shown. */
  readonly text: string;
  /** Relative, or of http or https. */
  readonly address: string;
}

/** A value in a table; figures stand at the right, also as texts, everything else at the left. */
export type Cell = string | number | boolean | null | undefined | TableLink;

/**
 * A table with one line for each row and one column for each key.
 *
 * @param rows Objects with the same keys; the keys of the first are the headings, in their order.
 * @param options `format`: by heading, how to write the values of that column; `note`: a sentence under the
 * table.
 * @returns The table as HTML, as Markdown and as plain text. Texts are shown as they are: nothing in them
 * is taken for markup.
 * @throws {RangeError} If there is no row.
 * @throws {TypeError} If a link leads neither to a page nor to a file beside this one.
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
  { format = {}, note }: {
    format?: { [Heading in keyof Row]?: (value: number) => string };
    note?: string;
  } = {},
): Output {
  assertNotEmpty(rows, { to: "make a table", what: "row" });
  const columns = Object.keys(rows[0]).map((heading): Column => {
    const values = rows.map((row) => Object.hasOwn(row, heading) ? row[heading] : undefined);
    const write = Object.hasOwn(format, heading) ? format[heading] : undefined;
    return {
      heading: { text: toLine(heading) },
      right: values.every((value) => value == null || typeof value === "number") ||
        values.every(isFigure),
      cells: values.map((value) => toEntry(value, write)),
    };
  });
  return new Output({
    "text/html": asHtml(columns, rows.length) + (note ? `\n<p>${escapeXml(note)}</p>` : ""),
    "text/markdown": asMarkdown(columns, rows.length) + (note ? `\n${escapeMarkdown(note)}\n` : ""),
    "text/plain": asText(columns, rows.length) + (note ? `\n${note}` : ""),
  });
}

/** A number that is written out already, with what belongs to it: "97.90 % ± 0.06", "< 0.001". */
const figure = /^[<+−-]? ?\d[\d.,]*( %)?( ± [\d.]+)?( points)?$/;

function isFigure(value: Cell): boolean {
  return value == null || typeof value === "number" ||
    typeof value === "string" && (value === "" || value === "–" || figure.test(value));
}

/** What stands in a cell: a line of text, which may lead somewhere. */
interface Entry {
  readonly text: string;
  readonly address?: string;
}

interface Column {
  readonly heading: Entry;
  readonly right: boolean;
  readonly cells: readonly Entry[];
}

function toEntry(value: Cell, write: ((value: number) => string) | undefined): Entry {
  if (value === null || value === undefined) return { text: "–" };
  if (typeof value === "object") {
    return { text: toLine(value.text), address: toAddress(value.address) };
  }
  if (typeof value !== "number") {
    return { text: toLine(String(value)).replace(/^-(?=\d[\d.,]*$)/, "−") };
  }
  return { text: toLine(write === undefined ? String(value) : write(value)).replace(/^-/, "−") };
}

/** A cell is one line: line breaks and other control characters in it are spaces. */
function toLine(text: string): string {
  return toXmlCharacters(text.replaceAll(/\p{Cc}+/gu, " "));
}

/** An address in letters that end neither an attribute nor a link of Markdown. */
function toAddress(address: string): string {
  const [scheme] = address.match(/^[^/?#]*:/) ?? [];
  if (scheme !== undefined && !/^https?:$/i.test(scheme)) {
    throw new TypeError(
      `Cannot make a table: found a link to ${address} but it must lead to a file or by http or https`,
    );
  }
  return encodeURI(address.toWellFormed()).replaceAll(
    /[()]/g,
    (letter) => letter === "(" ? "%28" : "%29",
  );
}

/** With the attribute `align`, which GitHub keeps, and not with a style, which it takes away. */
function asHtml(columns: readonly Column[], rowCount: number): string {
  const line = (tag: string, entryOf: (column: Column) => Entry) =>
    "<tr>" +
    columns.map((column) =>
      `<${tag} align="${column.right ? "right" : "left"}">${entryAsHtml(entryOf(column))}</${tag}>`
    ).join("") +
    "</tr>\n";
  const body = Array.from({ length: rowCount }, (_, i) => line("td", ({ cells }) => cells[i]));
  const head = line("th", ({ heading }) => heading);
  return `<table>\n<thead>${head}</thead>\n<tbody>${body.join("")}</tbody>\n</table>`;
}

function entryAsHtml({ text, address }: Entry): string {
  // A number stays with its percent sign where the line is narrow.
  const shown = escapeXml(text).replaceAll(/(?<=\d) (?=%)/g, "\u00a0");
  return address === undefined ? shown : `<a href="${escapeXml(address)}">${shown}</a>`;
}

function asMarkdown(columns: readonly Column[], rowCount: number): string {
  const line = (entryOf: (column: Column) => Entry) =>
    `| ${columns.map((column) => entryAsMarkdown(entryOf(column))).join(" | ")} |\n`;
  const rule = columns.map(({ right }) => right ? "---:" : "---");
  return line(({ heading }) => heading) + `| ${rule.join(" | ")} |\n` +
    Array.from({ length: rowCount }, (_, i) => line(({ cells }) => cells[i])).join("");
}

function entryAsMarkdown({ text, address }: Entry): string {
  const shown = escapeMarkdown(text);
  return address === undefined ? shown : `[${shown}](${address})`;
}

function asText(columns: readonly Column[], rowCount: number): string {
  const widths = columns.map(({ heading, cells }) =>
    Math.max(heading.text.length, ...cells.map(({ text }) => text.length))
  );
  const line = (entryOf: (column: Column) => Entry) =>
    columns.map((column, i) =>
      column.right
        ? entryOf(column).text.padStart(widths[i])
        : entryOf(column).text.padEnd(widths[i])
    ).join("  ").trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  const body = Array.from({ length: rowCount }, (_, i) => line(({ cells }) => cells[i]));
  return [line(({ heading }) => heading), rule, ...body].join("\n");
}
