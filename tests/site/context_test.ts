import { assertEquals, assertThrows } from "@std/assert";
import { join } from "@std/path";
import type { TextCell } from "../../lib/jupyter/mod.ts";
import { contextOfCell, createContext, type Reference } from "../../lib/site/context.ts";
import { SiteError } from "../../lib/site/site_error.ts";
import { SampleFolder, svg } from "./sample_site.ts";

const data = `data:image/svg+xml;base64,${btoa(svg)}`;

/** A folder as that of the project, with a README, notebooks, and a file beside them. */
async function sampleProject(folder: SampleFolder) {
  await Deno.mkdir(join(folder.path, "notebooks"));
  await Deno.mkdir(join(folder.path, "other"));
  const one = await folder.file("notebooks/01-one.ipynb", "{}");
  const pages = new Map([
    [await folder.file("README.md", ""), "index.html"],
    [one, "01-one.html"],
    [await folder.file("notebooks/02 #2.ipynb", "{}"), "02 #2.html"],
  ]);
  await folder.file("notebooks/03-three.ipynb", "{}");
  await folder.file("other/01-one.ipynb", "{}");
  await folder.file("LICENSE", "");
  return { one, pages };
}

Deno.test("links to notebooks lead to their pages, others stay or lead nowhere", async () => {
  await using folder = new SampleFolder();
  const { one, pages } = await sampleProject(folder);
  const { link } = createContext(one, { pages });
  for (
    const [target, address] of [
      ["02%20%232.ipynb", "02%20%232.html"],
      ["./02%20%232.ipynb#What-next?", "02%20%232.html#what-next"],
      ["../notebooks/01-one.ipynb", "01-one.html"],
      ["../README.md", "index.html"],
      ["#Below", "#below"],
      ["#", "#"],
      ["https://deno.com/a.ipynb", "https://deno.com/a.ipynb"],
      ["mailto:a@example.com", "mailto:a@example.com"],
      ["03-three.ipynb", undefined],
      ["../other/01-one.ipynb", undefined],
      ["../LICENSE", undefined],
      ["..", undefined],
    ]
  ) {
    assertEquals(link(target!, "a text"), address, target);
  }
});

Deno.test("links to headings are told, with where they stand", async () => {
  await using folder = new SampleFolder();
  const { one, pages } = await sampleProject(folder);
  const references: Reference[] = [];
  const { link } = createContext(one, {
    pages,
    onReference: (reference) => references.push(reference),
  });
  link("../README.md#The results", "a text");
  assertEquals(references, [{
    file: "index.html",
    id: "the-results",
    target: "../README.md#The results",
    where: "a text",
  }]);
});

Deno.test("a link that leads nowhere is named with its text", async () => {
  await using folder = new SampleFolder();
  const { one, pages } = await sampleProject(folder);
  const { link } = createContext(one, { pages });
  const wrong: [string, typeof Deno.errors.NotFound | typeof SiteError, string][] = [
    ["04-four.ipynb", Deno.errors.NotFound, '04-four.ipynb" is not there'],
    ["x%ff.ipynb", SiteError, "write %25 for the sign itself"],
    ["#50%", SiteError, "write %25 for the sign itself"],
    ["javascript:alert(1)", SiteError, "it must lead to a file, or by http, https or mailto"],
    ["file:///etc/passwd", SiteError, "it must lead to a file, or by http, https or mailto"],
  ];
  for (const [target, Kind, message] of wrong) {
    const error = assertThrows(() => link(target, "01-one.ipynb, cell 3 of all"), Kind, message);
    assertEquals(
      error.message.startsWith(`Cannot follow the link ${target} in 01-one.ipynb, cell 3 of all: `),
      true,
      error.message,
    );
  }
});

Deno.test("pictures beside a text go into its page", async () => {
  await using folder = new SampleFolder();
  const path = await folder.file("01-one.ipynb", "{}");
  await folder.file("a chart.svg", svg);
  await Deno.mkdir(join(folder.path, "folder.png"));
  const { image } = createContext(path, { pages: new Map() });
  const inText = (source: string) => image(source, "a text");
  assertEquals(inText("a%20chart.svg"), data);
  assertEquals(inText("data:image/png;base64,AA=="), "data:image/png;base64,AA==");
  assertThrows(() => inText("b.svg"), Deno.errors.NotFound, "show the picture b.svg in a text");
  assertThrows(() => inText("folder.png"), Deno.errors.IsADirectory, "is a folder");
  assertThrows(() => inText("b.txt"), SiteError, "its name ends with none of .gif, ");
  assertThrows(() => inText("b%ff.svg"), SiteError, "write %25 for the sign itself");
  assertThrows(() => inText("https://example.com/a.png"), SiteError, "pages need no network");
});

Deno.test("pictures in a cell go into its page, and errors name the cell", () => {
  const page = createContext("01-one.ipynb", { pages: new Map() });
  const attachments = {
    "a b.svg": { "image/svg+xml": svg },
    "evil.png": { 'text/html"><script>': "AAAA" },
    "bad.png": { "image/png": "?" },
  };
  const basics = { cell_type: "markdown", id: "a", metadata: {}, source: "" } as const;
  const imageIn = (cell: TextCell) => {
    const { image, where } = contextOfCell(page, { index: 2, cell });
    return (source: string) => image(source, where);
  };
  const image = imageIn({ ...basics, attachments });
  assertEquals(image("attachment:a%20b.svg"), data);
  const wrong: [string, string][] = [
    ["attachment:c.svg", "found the attachments a b.svg, evil.png, bad.png; insert it again"],
    ["attachment:constructor", "found the attachments a b.svg, evil.png, bad.png"],
    ["attachment:evil.png", "its medium is text/html"],
    ["attachment:bad.png", "its content is not in base64"],
    ["attachment:%", "write %25 for the sign itself"],
  ];
  for (const [source, message] of wrong) {
    const error = assertThrows(() => image(source), SiteError, message);
    assertEquals(error.message.includes("in 01-one.ipynb, cell 3 of all: "), true, error.message);
  }
  assertThrows(() => imageIn(basics)("attachment:a.svg"), SiteError, "attachments of no name");
});
