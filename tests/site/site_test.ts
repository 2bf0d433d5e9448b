import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { basename, join } from "@std/path";
import { writeSite } from "../../lib/site/mod.ts";
import { code, display, parse, png, SampleFolder, svg, text } from "./sample_site.ts";

const README = `# All of it

What it is.

## Results

<!-- results:start -->

| system | accuracy |
| --- | --- |
| [One](notebooks/01-one.ipynb) | 98 % |

![results](results.svg)

<!-- results:end -->

## For those who have the files
`;

const ONE = [
  text("# One\n\nIs $x$ *there*?\n\n## How\n\nSee [two](02-two.ipynb#why)."),
  code("const a: number = 1;", display({ "image/png": png, "text/plain": "a digit" })),
  code(""),
];

const TWO = [
  text("# Two\n\n## Why\n\nBecause."),
  code("draw()", display({ "text/html": "<canvas></canvas><script>draw()</script>" })),
];

/** Writes a site and returns its pages by the names of their files. */
async function writeSample(folder: SampleFolder, output: string): Promise<Map<string, Document>> {
  await folder.file("results.svg", svg);
  const paths = await writeSite({
    notebooks: [await folder.notebook("01-one", ONE), await folder.notebook("02-two", TWO)],
    readme: await folder.file("README.md", README),
    output,
  });
  const pages = paths.map(async (path) =>
    [basename(path), parse(await Deno.readTextFile(path))] as const
  );
  return new Map(await Promise.all(pages));
}

function attributes(page: Document, selector: string, name: string): (string | null)[] {
  return [...page.querySelectorAll(selector)].map((element) => element.getAttribute(name));
}

Deno.test("writeSite writes a page for the project and one for each notebook", async () => {
  await using folder = new SampleFolder();
  const pages = await writeSample(folder, join(folder.path, "a", "site"));
  assertEquals([...pages.keys()], ["index.html", "01-one.html", "02-two.html"]);
  assertEquals(
    [...pages.values()].map((page) => page.querySelector("title")!.textContent),
    ["All of it", "One – All of it", "Two – All of it"],
  );
  for (const page of pages.values()) {
    assertEquals(page.querySelectorAll("h1").length, 1);
    assertEquals(page.documentElement.getAttribute("lang"), "en");
  }
});

Deno.test("writeSite begins with the results and introduces the notebooks", async () => {
  await using folder = new SampleFolder();
  const page = (await writeSample(folder, folder.path)).get("index.html")!;
  assertEquals(
    [...page.querySelectorAll("main h2")].map((heading) => heading.textContent),
    ["Results", "Notebooks"],
  );
  assertEquals(attributes(page, "main td a", "href"), ["01-one.html"]);
  const cards = [...page.querySelectorAll(".cards li")];
  assertEquals(cards.map((card) => card.querySelector("h3 a")!.getAttribute("href")), [
    "01-one.html",
    "02-two.html",
  ]);
  assertEquals(cards[0].querySelector("img")!.getAttribute("src"), `data:image/png;base64,${png}`);
  assertEquals(cards[0].querySelector("em")!.textContent, "there");
  assert(cards[0].querySelector(".katex"));
});

Deno.test("writeSite shows text, code and outputs in order, and runs scripts", async () => {
  await using folder = new SampleFolder();
  const pages = await writeSample(folder, folder.path);
  const one = pages.get("01-one.html")!;
  assertEquals(
    [...one.querySelector("main")!.children].map((child) => child.className || child.tagName),
    ["H1", "P", "H2", "P", "code", "scroll", "pager"],
  );
  assertEquals(one.querySelector("pre.code")!.textContent, "const a: number = 1;");
  assertEquals(attributes(one, "main img", "alt"), ["a digit"]);
  assertEquals(pages.get("02-two.html")!.querySelector("script")!.textContent, "draw()");
});

Deno.test("writeSite links all pages with each other, and to nothing that is not there", async () => {
  await using folder = new SampleFolder();
  const pages = await writeSample(folder, folder.path);
  assertEquals(attributes(pages.get("01-one.html")!, ".pager a", "href"), [
    "index.html",
    "02-two.html",
  ]);
  assertEquals(attributes(pages.get("01-one.html")!, "#contents a", "href"), [
    "index.html",
    "01-one.html",
    "#how",
    "02-two.html",
  ]);
  for (const [file, page] of pages) {
    for (const href of attributes(page, "a[href]", "href")) {
      const [target, anchor] = href!.split("#");
      const other = target ? pages.get(target) : page;
      assert(anchor ? other?.getElementById(anchor) : other, `${href} in ${file}`);
    }
  }
});

Deno.test("writeSite writes pages that need no other file", async () => {
  await using folder = new SampleFolder();
  for (const page of (await writeSample(folder, folder.path)).values()) {
    for (const source of attributes(page, "[src]", "src")) assertStringIncludes(source!, "data:");
    assertEquals(page.querySelectorAll("link").length, 0);
    assertEquals(page.querySelector("style")!.textContent!.match(/@import|url\((?!data:)/g), null);
  }
});

Deno.test("writeSite leaves other files in the folder alone, and no halves of its own", async () => {
  await using folder = new SampleFolder();
  const output = join(folder.path, "site");
  await Deno.mkdir(output);
  await folder.file("site/CNAME", "example.com");
  await writeSample(folder, output);
  await writeSample(folder, output);
  assertEquals(Array.from(Deno.readDirSync(output), ({ name }) => name).toSorted(), [
    "01-one.html",
    "02-two.html",
    "CNAME",
    "index.html",
  ]);
});

Deno.test("writeSite says which cell has not been run, and how to run it", async () => {
  await using folder = new SampleFolder();
  const cell = { ...code("train()"), execution_count: null };
  const notebook = await folder.notebook("03-three", [text("# Three"), code("1"), cell]);
  const output = join(folder.path, "site");
  const readme = await folder.file("README.md", README);
  await assertRejects(
    () => writeSite({ notebooks: [notebook], readme, output }),
    TypeError,
    'cell 2 has not been run, so its outputs are missing; run "deno task notebooks 03-three" first',
  );
  await assertRejects(() => Deno.stat(output), Deno.errors.NotFound);
});

Deno.test("writeSite needs a notebook, and a README with results", async () => {
  await using folder = new SampleFolder();
  const output = folder.path;
  const readme = await folder.file("README.md", "# Title\n");
  await assertRejects(() => writeSite({ notebooks: [], readme, output }), RangeError);
  const notebooks = [await folder.notebook("02-two", TWO)];
  await assertRejects(
    () => writeSite({ notebooks, readme, output }),
    SyntaxError,
    "Cannot write the first page",
  );
});
