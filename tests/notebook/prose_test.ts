// Figures in the text of notebooks: each has to come from somewhere.

import { assertEquals } from "@std/assert";
import { basename, fromFileUrl, join } from "@std/path";
import { codeCells, type Notebook, readNotebook } from "../../lib/jupyter/mod.ts";

const directory = fromFileUrl(new URL("../../notebooks", import.meta.url));

/** What others measured: figures that no cell shows. */
const elsewhere: { readonly [notebook: string]: readonly string[] } = {
  "07-how-far-without-convolution": ["99.3 %"],
  // What train_mnist_fast reports.
  "16-how-fast-to-99": ["99.04 %", "0.76 seconds"],
};

/** Numbers with these units are results; others, such as 28 pixels, are not. */
const FIGURE = /(?<![\w.,])(\d[\d,]*(?:\.\d+)?)\s(%|points?\b|seconds\b|minutes\b|hours\b)/g;

/** The text of a notebook, without equations, code, the addresses of links and the titles of its neighbours. */
function proseOf({ cells }: Notebook): string {
  return cells.filter(({ cell_type, id }) => cell_type === "markdown" && id !== "navigation")
    .map(({ source }) => source).join("\n\n")
    .replaceAll(/```[\s\S]*?```|\$\$[\s\S]*?\$\$|\$[^$]*\$|`[^`]*`|\]\([^)]*\)/g, "");
}

/** All that the cells show as text, with plain spaces. */
function shownBy(notebook: Notebook): string {
  const texts = codeCells(notebook).flatMap(({ outputs }) =>
    outputs.flatMap((output) => {
      if (output.output_type === "stream") return [output.text];
      if (output.output_type === "error") return [];
      return Object.entries(output.data)
        .filter(([type]) => !type.startsWith("image/png")).map(([, content]) => String(content));
    })
  );
  return texts.join("\n").replaceAll("\u00a0", " ");
}

/** The figures in the text that stand neither in an output, there perhaps with more digits, nor in the code. */
function unfounded(notebook: Notebook): string[] {
  const shown = [...shownBy(notebook).matchAll(/(\d[\d,]*(?:\.\d+)?) ?[a-z%]/g)]
    .map(([, number]) => Number(number.replaceAll(",", "")));
  const written = codeCells(notebook).flatMap(({ source }) =>
    [...source.matchAll(/\d[\d_]*(?:\.\d+)?(?:e-?\d+)?/g)]
      .map(([number]) => Number(number.replaceAll("_", "")))
  );
  return [...proseOf(notebook).matchAll(FIGURE)].filter(([, number]) => {
    const value = Number(number.replaceAll(",", ""));
    const digits = number.split(".")[1]?.length ?? 0;
    const isSame = (other: number) => Math.abs(other - value) < 1e-9;
    return !shown.some((other) => isSame(Number(other.toFixed(digits)))) &&
      !written.some((other) => isSame(other) || isSame(100 * other));
  }).map(([figure]) => figure.replace(/\s/, " "));
}

function notebookOf(text: string, shown: string): Notebook {
  const data = { "text/plain": shown };
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      { cell_type: "markdown", id: "a", metadata: {}, source: text },
      {
        cell_type: "code",
        id: "b",
        metadata: {},
        source: "const rate = 0.05;",
        execution_count: 1,
        outputs: [{ output_type: "display_data", data, metadata: {} }],
      },
    ],
  };
}

Deno.test("a figure in the text is found in an output or in the code, rounded at most", () => {
  const found = (text: string) => unfounded(notebookOf(text, "1,234 s, 97.86 % of 10,000"));
  assertEquals(found("Read 97.86 %, about 97.9 %, in 1,234\nseconds, after 5 %."), []);
  assertEquals(found("Read 97.8 % and 6 %, in 20 minutes."), ["97.8 %", "6 %", "20 minutes"]);
  assertEquals(found("$99 %$ `99 %` 28 pixels, [a](b 99 %)"), []);
});

Deno.test("every result in the text of a notebook comes from its outputs or its code", async () => {
  const wrong: string[] = [];
  for await (const { name } of Deno.readDir(directory)) {
    if (!name.endsWith(".ipynb")) continue;
    const notebook = basename(name, ".ipynb");
    const known = new Set(elsewhere[notebook]);
    const figures = unfounded(await readNotebook(join(directory, name)));
    wrong.push(...figures.filter((figure) => !known.has(figure)).map((it) => `${notebook}: ${it}`));
  }
  assertEquals(wrong, [], "compute these figures in a cell, or take them out of the text");
});
