// Text inside markup is shown as it was given, whatever it is.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseHTML } from "linkedom";
import MarkdownIt from "markdown-it";
import { SaxesParser } from "saxes";
import { escapeMarkdown, escapeXml, toXmlCharacters } from "../../lib/charts/escape.ts";
import { type Cell, table } from "../../lib/charts/table.ts";
import { anyNumber, anyText } from "./hostile.ts";

/** As notebooks and GitHub read it: with HTML in it, and addresses made links. */
const markdown = new MarkdownIt({ html: true, linkify: true });

/**
 * What is on a line: control characters in a cell are spaces, and those at its ends are not kept. Before a
 * percent sign a space is one that does not break.
 */
function toLine(text: string): string {
  return toXmlCharacters(text.replaceAll(/\p{Cc}+/gu, " ")).replaceAll("\u00a0", " ").trim();
}

/** The cells of a table in HTML, row by row. */
function cellsOf(html: string): string[][] {
  const { document } = parseHTML(`<!doctype html><html><body>${html}`);
  return [...document.querySelectorAll("tr")].map((row) =>
    [...row.querySelectorAll("th, td")].map((cell) =>
      cell.textContent!.replaceAll("\u00a0", " ").trim()
    )
  );
}

Deno.test("escapeXml gives text that an XML parser reads as it was, between tags and in attributes", () => {
  fc.assert(fc.property(anyText, (text) => {
    // XML knows one line break, and white space in attributes is spaces.
    const content = toXmlCharacters(text).replaceAll(/\r\n?/g, "\n");
    const attribute = content.replaceAll(/[\t\n]/g, " ");
    const found: string[] = [];
    const parser = new SaxesParser();
    parser.on("error", (error) => {
      throw error;
    });
    parser.on("opentag", ({ attributes }) => found.push(attributes.a));
    parser.on("text", (text) => found.push(text));
    parser.write(`<x a="${escapeXml(text)}">${escapeXml(text)}</x>`).close();
    assertEquals(found, content === "" ? [attribute] : [attribute, content]);
  }));
});

Deno.test("escapeMarkdown gives text that is read as it was", () => {
  fc.assert(fc.property(anyText, (text) => {
    // Words before it keep the line from being a list, a heading or code.
    const line = `it: ${toLine(text)}`.trim();
    const { document } = parseHTML(
      `<!doctype html><html><body>${markdown.render(`it: ${escapeMarkdown(toLine(text))}`)}`,
    );
    assertEquals(document.body.textContent!.trim(), line);
    assert([...document.body.querySelectorAll("*")].every(({ tagName }) => tagName === "P"));
  }));
});

/** As a cell shows it: a number below zero has a minus sign and no hyphen. */
function written(value: Cell): string {
  if (typeof value === "number") return `${value}`.replace(/^-/, "−");
  return `${value ?? "–"}`.replace(/^-(?=\d[\d.,]*$)/, "−");
}

Deno.test("table shows each cell as it was given, in HTML and in Markdown", () => {
  const value = fc.oneof(anyText, anyNumber, fc.boolean(), fc.constant(null));
  const rows = fc.uniqueArray(anyText, { minLength: 1, maxLength: 4 }).chain((headings) =>
    fc.array(
      fc.tuple(...headings.map(() => value)).map((values) =>
        Object.fromEntries(headings.map((heading, i): [string, Cell] => [heading, values[i]]))
      ),
      { minLength: 1, maxLength: 3 },
    )
  );
  fc.assert(fc.property(rows, (rows) => {
    const headings = Object.keys(rows[0]);
    const wanted = [
      headings.map(toLine),
      ...rows.map((row) => headings.map((heading) => toLine(written(row[heading])))),
    ];
    const { media } = table(rows);
    assertEquals(cellsOf(media["text/html"]), wanted);
    assertEquals(cellsOf(markdown.render(media["text/markdown"])), wanted);
  }));
});

Deno.test("table links a cell to its address and to nothing else", () => {
  fc.assert(fc.property(anyText, anyText, (text, name) => {
    const { media } = table([{ a: { text, address: `notebooks/${name}` } }]);
    for (const html of [media["text/html"], markdown.render(media["text/markdown"])]) {
      assertEquals(cellsOf(html), [["a"], [toLine(text)]]);
      const { document } = parseHTML(`<!doctype html><html><body>${html}`);
      const links = [...document.querySelectorAll("a")].map((a) => a.getAttribute("href"));
      assertEquals(links.length, toLine(text) === "" ? links.length : 1);
      assert(links.every((href) => href!.startsWith("notebooks/")));
    }
  }));
});
