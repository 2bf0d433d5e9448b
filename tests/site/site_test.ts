import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { basename, fromFileUrl, join } from "@std/path";
import type { Cell, Metadata } from "../../lib/jupyter/mod.ts";
import { SiteError, writeSite } from "../../lib/site/mod.ts";
import { denoProgram } from "../../lib/system/run_deno.ts";
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

const NO_LINKS = "# Title\n\n<!-- results:end -->\n";

const one = [
  text("# One\n\nIs $x$ *there*?\n\n## How\n\nSee [two](02-two.ipynb#why)."),
  code("const a: number = 1;", display({ "image/png": png, "text/plain": "a digit" })),
  code(""),
];

const two = [
  text("# Two\n\n## Why\n\nBecause."),
  code("draw()", display({ "text/html": "<canvas></canvas><script>draw()</script>" })),
];

/** Writes a site and returns its pages by the names of their files. */
async function writeSample(folder: SampleFolder, output: string): Promise<Map<string, Document>> {
  await folder.file("results.svg", svg);
  await Deno.mkdir(join(folder.path, "notebooks"), { recursive: true });
  const paths = await writeSite({
    notebooks: [
      await folder.notebook("notebooks/01-one", one),
      await folder.notebook("notebooks/02-two", two),
    ],
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

Deno.test("writeSite introduces a notebook by the picture that its first paragraph has with it", async () => {
  await using folder = new SampleFolder();
  const cell = {
    ...text("# One\n\nSee ![a](attachment:a.png)."),
    attachments: { "a.png": { "image/png": png } },
  } as Cell;
  await writeSite({
    notebooks: [await folder.notebook("01-one", [cell])],
    readme: await folder.file("README.md", NO_LINKS),
    output: folder.path,
  });
  const page = parse(await Deno.readTextFile(join(folder.path, "index.html")));
  assertEquals(attributes(page, ".cards p img", "src"), [`data:image/png;base64,${png}`]);
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
    SiteError,
    'cell 2 has not been run, so its outputs are missing; run "deno task notebooks 03-three" first',
  );
  await assertRejects(() => Deno.stat(output), Deno.errors.NotFound);
});

/** What is wrong with a site of one notebook. */
async function complaint(
  cells: Cell[],
  { name = "01-one", metadata = {}, readme = README }: {
    name?: string;
    metadata?: Metadata;
    readme?: string;
  } = {},
): Promise<string> {
  await using folder = new SampleFolder();
  await Deno.mkdir(join(folder.path, "notebooks"));
  await folder.file("results.svg", svg);
  const output = join(folder.path, "site");
  const notebooks = [await folder.notebook(`notebooks/${name}`, cells, metadata)];
  const path = await folder.file("README.md", readme);
  const error = await assertRejects(() => writeSite({ notebooks, readme: path, output }), Error);
  assert(error instanceof SiteError || error instanceof Deno.errors.NotFound, `${error.stack}`);
  // Nothing is written unless all can be.
  await assertRejects(() => Deno.stat(output), Deno.errors.NotFound);
  return error.message.replaceAll(folder.path, ".");
}

Deno.test("writeSite names the cell of a link or a picture that leads nowhere", async () => {
  const title = text("# One");
  const cases: [Cell, string][] = [
    [
      text("[a](09-nine.ipynb)"),
      "Cannot follow the link 09-nine.ipynb in 01-one.ipynb, cell 2 of all: " +
      '"./notebooks/09-nine.ipynb" is not there; check its name and the folder',
    ],
    [
      text("[a](#Two)"),
      "Cannot follow the link #Two in 01-one.ipynb, cell 2 of all: " +
      'there is no heading "two" on its page, found one',
    ],
    [
      text("[a](x%ff.ipynb)"),
      "Cannot follow the link x%ff.ipynb in 01-one.ipynb, cell 2 of all: what follows a percent " +
      "sign in it is no letter; write %25 for the sign itself",
    ],
    [
      text("![a](b.png)"),
      "Cannot show the picture b.png in 01-one.ipynb, cell 2 of all: " +
      '"./notebooks/b.png" is not there; check its name and the folder',
    ],
    [
      code("a", display({ "text/markdown": "![a](b.png)" })),
      "Cannot show the picture b.png in 01-one.ipynb, cell 2 of all: " +
      '"./notebooks/b.png" is not there; check its name and the folder',
    ],
    [
      code("a", display({ "image/png": "?" })),
      "Cannot show the picture in 01-one.ipynb, cell 2 of all: " +
      "its content is not in base64; run the cell again",
    ],
    [
      text("$\\frac{1}$"),
      "Cannot typeset the equation \\frac{1} in 01-one.ipynb, cell 2 of all: KaTeX parse error: " +
      "Unexpected end of input in a macro argument, expected '}' at end of input: \\frac{1}",
    ],
  ];
  for (const [cell, message] of cases) {
    assertEquals(await complaint([title, cell], { readme: NO_LINKS }), message);
  }
});

Deno.test("writeSite says what is wrong with the language of a notebook", async () => {
  const metadata = { language_info: { name: 3 } };
  assertStringIncludes(
    await complaint([text("# One")], { metadata, readme: NO_LINKS }),
    "Cannot write the page of 01-one.ipynb: metadata.language_info.name is 3 but must be a text",
  );
});

Deno.test("writeSite needs a name of its own for each page", async () => {
  assertStringIncludes(
    await complaint([text("# One")], { name: "index", readme: NO_LINKS }),
    "two pages would be index.html, one of them that of ./notebooks/index.ipynb; rename it",
  );
});

Deno.test("writeSite needs a README with results, whose links lead somewhere", async () => {
  assertStringIncludes(await complaint([text("# One")], { readme: "# T\n" }), "the first page");
  assertStringIncludes(
    await complaint([text("# One")], { readme: `[a](b.md)\n${NO_LINKS}` }),
    "Cannot follow the link b.md in README.md: ",
  );
});

Deno.test("writeSite needs a notebook, and a folder to write into", async () => {
  await using folder = new SampleFolder();
  const readme = await folder.file("README.md", NO_LINKS);
  const notebooks = [await folder.notebook("02-two", two)];
  await assertRejects(
    () => writeSite({ notebooks: [], readme, output: folder.path }),
    SiteError,
    "found no notebook",
  );
  for (
    const [output, message] of [
      [readme, "README.md is a file where a folder is needed; name another folder"],
      [join(readme, "site"), "leads through something that is no folder"],
    ]
  ) {
    await assertRejects(() => writeSite({ notebooks, readme, output }), Error, message);
  }
});

Deno.test("writeSite gives every page a policy that allows what is in it", async () => {
  await using folder = new SampleFolder();
  for (const page of (await writeSample(folder, folder.path)).values()) {
    const meta = page.querySelector('meta[http-equiv="Content-Security-Policy"]')!;
    assertEquals(meta, page.querySelector("meta:not([charset])"), "it comes before all it rules");
    const policy = meta.getAttribute("content")!;
    assertStringIncludes(policy, "default-src 'none'; ");
    for (const element of page.querySelectorAll("script, style")) {
      const bytes = new TextEncoder().encode(element.textContent!);
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toBase64();
      assertStringIncludes(policy, `'sha256-${digest}'`);
    }
  }
});

Deno.test("writeSite ends a page as told, under a heading of its own, and writes the scripts", async () => {
  await using folder = new SampleFolder();
  const [, path] = await writeSite({
    notebooks: [await folder.notebook("01-one", [text("# One")])],
    readme: await folder.file("README.md", NO_LINKS),
    output: folder.path,
    endings: new Map([["01-one.ipynb", { title: "Try it", html: "<p class=end>Here.</p>" }]]),
    pages: [{ file: "play.html", title: "Play", html: "<h1>Play</h1>" }],
    scripts: new Map([["more.js", "more()"]]),
  });
  const page = parse(await Deno.readTextFile(path));
  assertEquals(page.querySelector("#try-it + .end")!.textContent, "Here.");
  assert(attributes(page, "#contents a", "href").includes("#try-it"));
  assertEquals(await Deno.readTextFile(join(folder.path, "more.js")), "more()");
  const play = parse(await Deno.readTextFile(join(folder.path, "play.html")));
  assertEquals(play.querySelector("main h1")!.textContent, "Play");
  assert(attributes(page, "#contents a", "href").includes("play.html"));
});

Deno.test("writeSite refuses a page that would take the place of another, and names a wrong comment", async () => {
  await using folder = new SampleFolder();
  const options = {
    notebooks: [await folder.notebook("01-one", [text("# One\n\nText. <!-- link: nowhere -->")])],
    readme: await folder.file("README.md", NO_LINKS),
    output: folder.path,
  };
  await assertRejects(
    () => writeSite({ ...options, pages: [{ file: "01-one.html", title: "One", html: "" }] }),
    SiteError,
    "Cannot write a site: 01-one.html is the page of a notebook too; rename it",
  );
  const commentLink = () => {
    throw new TypeError("it leads nowhere");
  };
  await assertRejects(
    () => writeSite({ ...options, commentLink }),
    SiteError,
    "Cannot show <!-- link: nowhere --> in 01-one.ipynb, cell 1 of all: it leads nowhere",
  );
});

Deno.test("deno task report says what is wrong with what it is told", async () => {
  await using folder = new SampleFolder();
  const file = await folder.file("file", "");
  const main = fromFileUrl(new URL("../../lib/site/main.ts", import.meta.url));
  const wrong: [string, number, string][] = [
    [`--output=${file}`, 1, "Cannot write a site: file is a file where a folder is needed"],
    ["--output=", 2, "--output must name a folder"],
    ["--outptu=site", 2, "did you mean --output?"],
    ["site", 2, "Cannot understand the argument site"],
  ];
  for (const [argument, code, message] of wrong) {
    const found = await new Deno.Command(denoProgram(), {
      args: ["run", "-A", "--no-check", main, argument],
      env: { NO_COLOR: "1" },
    }).output();
    const printed = new TextDecoder().decode(found.stderr);
    assertEquals(found.code, code, argument);
    assertStringIncludes(printed, message);
    assert(!printed.includes("    at "), printed);
  }
});
