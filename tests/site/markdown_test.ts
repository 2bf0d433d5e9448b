import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { type Heading, readOpening, renderMarkdown } from "../../lib/site/markdown.ts";
import { SiteError } from "../../lib/site/site_error.ts";
import { parse, plainContext } from "./sample_site.ts";

function render(markdown: string): Document {
  return parse(renderMarkdown(markdown, plainContext()));
}

Deno.test("renderMarkdown typesets equations in a line, on a line of their own, and in a fence", () => {
  const page = render("For ($x_1$):\n\n$$\ny = x\n$$\n\n$$z = y$$\n\n```math\na = b\n```");
  assertEquals(page.querySelectorAll(".katex-display").length, 3);
  assertEquals(page.querySelectorAll(".katex").length, 4);
  assertEquals(
    [...page.querySelectorAll("annotation")].map((tex) => tex.textContent!.trim()),
    ["x_1", "y = x", "z = y", "a = b"],
  );
});

Deno.test("renderMarkdown takes prices for what they are", () => {
  assertEquals(render("from $5 to $10").body.textContent!.trim(), "from $5 to $10");
});

Deno.test("renderMarkdown says which equation of which text cannot be typeset", () => {
  assertThrows(
    () => render("Hence $\\frac{1}$."),
    SiteError,
    "Cannot typeset the equation \\frac{1} in test.ipynb, cell 1 of all",
  );
});

Deno.test("renderMarkdown gives every heading of a page an anchor of its own", () => {
  const headings: Heading[] = [];
  const context = { ...plainContext(), onHeading: (heading: Heading) => headings.push(heading) };
  renderMarkdown("# The *first* `try`\n\n## What next?", context);
  renderMarkdown("## What next?", context);
  assertEquals(headings, [
    { level: 1, text: "The first try", id: "the-first-try" },
    { level: 2, text: "What next?", id: "what-next" },
    { level: 2, text: "What next?", id: "what-next-1" },
  ]);
});

Deno.test("renderMarkdown gives a heading an anchor that an address can hold", () => {
  const headings: Heading[] = [];
  const context = { ...plainContext(), onHeading: (heading: Heading) => headings.push(heading) };
  renderMarkdown("# a\ud800", context);
  assertEquals(headings.map(({ text }) => text), ["a\ufffd"]);
  assertEquals(readOpening("# a\ud800").title, "a\ufffd");
});

Deno.test("renderMarkdown lets a wide table scroll in a box", () => {
  assert(render("| a | b |\n| - | - |\n| 1 | 2 |").querySelector(".scroll > table"));
});

Deno.test("renderMarkdown makes links only of addresses with a scheme", () => {
  const links = [...render("https://deno.com and losses.ts and README.md").querySelectorAll("a")];
  assertEquals(links.map((link) => link.getAttribute("href")), ["https://deno.com"]);
});

Deno.test("renderMarkdown takes the address from a link that leads nowhere", () => {
  const html = renderMarkdown("[code](../lib/a.ts)", { ...plainContext(), link: () => undefined });
  assertEquals(html, "<p><a>code</a></p>\n");
});

Deno.test("renderMarkdown describes pictures", () => {
  const picture = render("![two *curves*](a.png)").querySelector("img")!;
  assertEquals(picture.getAttribute("alt"), "two curves");
});

Deno.test("renderMarkdown shows tags as text, but for those that only format", () => {
  const page = render("H<sub>2</sub>O <b onclick=a()>b</b>\n\n<script>a()</script>\n\n<!-- c -->");
  assertEquals([...page.body.querySelectorAll("*")].map(({ tagName }) => tagName), ["P", "SUB"]);
  assertStringIncludes(page.body.textContent!, "<script>a()</script>");
});

Deno.test("renderMarkdown passes links and pictures on with where they stand", () => {
  const seen: string[] = [];
  const note = (address: string, where: string) => {
    seen.push(`${address} in ${where}`);
    return address;
  };
  renderMarkdown("[a](b.ipynb) ![c](d.png)", { ...plainContext(), link: note, image: note });
  assertEquals(seen, [
    "b.ipynb in test.ipynb, cell 1 of all",
    "d.png in test.ipynb, cell 1 of all",
  ]);
});

Deno.test("renderMarkdown colors code of a language it knows", () => {
  assertStringIncludes(
    renderMarkdown("```ts\nconst a = 1;\n```", plainContext()),
    '<span class="hljs-keyword">const</span>',
  );
});

Deno.test("readOpening finds nothing in an empty text", () => {
  assertEquals(readOpening(""), { title: undefined, paragraph: undefined });
});
