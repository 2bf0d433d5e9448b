// Notebooks with anything in them: pages that run nothing of it, or errors that say what is wrong.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Cell, type Notebook, parseNotebook, type TextCell } from "../../lib/jupyter/mod.ts";
import { renderSite } from "../../lib/site/site.ts";
import { SiteError } from "../../lib/site/site_error.ts";
import { anyText } from "../charts/hostile.ts";
import { code, display, parse, png, svg, text } from "./sample_site.ts";

const README = "# Title\n\n| a |\n| - |\n| b |\n\n<!-- results:end -->\n";

/** A notebook with everything that a page can show. */
function sampleNotebook(): Notebook {
  const attachments = { "a.png": { "image/png": png } };
  const cells: Cell[] = [
    text("# One\n\nIs $x$ *there*? `a` <sub>b</sub> [c](#one)\n\n```ts\nconst a = 1;\n```"),
    { ...text("![a](attachment:a.png) ![b](data:image/png;base64,AA==)") as TextCell, attachments },
    { ...text("raw") as TextCell, cell_type: "raw" },
    code("const a: number = 1;", { output_type: "stream", name: "stdout", text: "a\rb\n" }),
    code("a", display({ "image/png": png, "text/plain": "a digit" })),
    code("b", display({ "image/svg+xml": svg, "text/plain": "a chart" })),
    code("c", display({ "image/jpeg": "/9j/", "application/json": { a: 1 } })),
    code("d", display({ "text/markdown": "## Two\n\n$$y$$\n\n| a |\n| - |\n| b |" })),
    code("e", {
      output_type: "execute_result",
      execution_count: 1,
      metadata: {},
      data: { "text/plain": "1" },
    }),
    code("f", { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] }),
  ];
  const metadata = { language_info: { name: "typescript" } };
  return { nbformat: 4, nbformat_minor: 5, metadata, cells };
}

/** What may stand in the place of anything else: words that some part of a page gives a meaning. */
const replacement: fc.Arbitrary<unknown> = fc.oneof(
  anyText,
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    "[a](x%ff.ipynb)",
    "[a](01-one.ipynb#b)",
    "![a](../../x.png)",
    "![a](https://example.com/a.png)",
    "<https://example.com/%ff>",
    "[a]: javascript:alert(1)\n[a]",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "# <b onclick=alert(1)>",
    "# \ud800 [a](#\udfff)",
    "$\\text{<script>}$",
    `$${"{".repeat(5000)}$`,
    "$\\def\\a{\\a\\a}\\a$",
    '```"><script>\nx\n```',
    '"><script>alert(1)</script>',
    "image/svg+xml",
    "constructor",
    "\u0000\u001b[31m\r\n",
    null,
    1e308,
  ),
);

/** A value with one of its parts replaced, found by numbers that choose a way through it. */
function mutate(value: unknown, way: readonly number[], part: unknown): unknown {
  const [step, ...rest] = way;
  if (step === undefined || typeof value !== "object" || value === null) return part;
  const keys = Object.keys(value);
  if (keys.length === 0) return part;
  const key = keys[step % keys.length];
  const next = mutate((value as Record<string, unknown>)[key], rest, part);
  if (Array.isArray(value)) return value.with(Number(key), next);
  // Now and then the name of a part is replaced, and not what it holds.
  if (typeof part === "string" && rest.length === 0 && step >= 40) {
    const { [key]: held, ...others } = value as Record<string, unknown>;
    return { ...others, [part]: held };
  }
  return { ...value, [key]: next };
}

/** What a notebook holds beside its structure: the steps to each of its texts. */
function waysToTexts(value: unknown, way: readonly number[] = []): (readonly number[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part], step) => {
    if (["cell_type", "id", "output_type"].includes(key)) return [];
    return typeof part === "string" ? [[...way, step]] : waysToTexts(part, [...way, step]);
  });
}

const mutation = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constantFrom(...waysToTexts(sampleNotebook())), anyText) },
  {
    weight: 5,
    arbitrary: fc.tuple(fc.constantFrom(...waysToTexts(sampleNotebook())), replacement),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 6 }),
      replacement,
    ),
  },
);

const hostileNotebook: fc.Arbitrary<string> = fc.array(mutation, { minLength: 1, maxLength: 3 })
  .map((mutations) =>
    JSON.stringify(
      mutations.reduce<unknown>(
        (notebook, [way, part]) => mutate(notebook, way, part),
        sampleNotebook(),
      ),
    )
  );

/** Everything in a page that could run: scripts, handlers, and addresses that are scripts. */
function programsIn(html: string): string[] {
  return [...parse(html).querySelectorAll("*")].flatMap((element) => [
    ...element.tagName === "SCRIPT" ? [element.textContent!] : [],
    ...[...element.attributes].filter(({ name, value }) =>
      /^on/i.test(name) || /^\s*(javascript|vbscript|data:text)/i.test(value)
    ).map(({ name, value }) => `${name}=${value}`),
  ]);
}

Deno.test("renderSite makes pages of hostile notebooks that run nothing, or names what is wrong", async () => {
  const pagesOf = async (source: string) => {
    const notebook = parseNotebook(source, "01-one.ipynb");
    return await renderSite({
      // Two folders deep, so that what lies above them is a file that tests may look for.
      notebooks: [{ path: "tests/site/notebooks/01-one.ipynb", notebook }],
      readme: { path: "tests/site/README.md", text: README },
    });
  };
  const [, clean] = [...await pagesOf(JSON.stringify(sampleNotebook()))].map(([, html]) => html);
  const own = programsIn(clean);
  assertEquals(own.length, 1);
  let made = 0;
  await fc.assert(
    fc.asyncProperty(hostileNotebook, async (source) => {
      let pages: ReadonlyMap<string, string>;
      try {
        pages = await pagesOf(source);
      } catch (error) {
        const isTyped = error instanceof SiteError || error instanceof SyntaxError ||
          Object.values(Deno.errors).some((Known) => error instanceof Known);
        if (!isTyped) throw error;
        assert(
          /^Cannot (read|write|show|follow|typeset) /.test((error as Error).message),
          `${error}`,
        );
        return;
      }
      made++;
      const { cells } = parseNotebook(source, "01-one.ipynb");
      // What a cell puts out in HTML may run.
      if (JSON.stringify(cells).includes('"text/html":')) return;
      for (const html of pages.values()) assertEquals(programsIn(html), own);
    }),
    { numRuns: 300 },
  );
  assert(made > 30, `${made} of the notebooks became pages`);
});
