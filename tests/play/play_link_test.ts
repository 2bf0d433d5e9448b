// Comments in notebooks that become links to the play page.

import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { basename, fromFileUrl, join } from "@std/path";
import { readNotebook } from "../../lib/jupyter/mod.ts";
import { playLink, publishedTrainings } from "../../lib/play/mod.ts";
import { renderSite } from "../../lib/site/site.ts";
import { SampleFolder, text } from "../site/sample_site.ts";

const trainings = await publishedTrainings();
const notebook = "02-softmax-and-cross-entropy";

Deno.test("playLink starts from the notebook's own training, or from one it names", () => {
  const link = (comment: string) => playLink(comment, { notebook, trainings });
  assertEquals(link("<!-- play: learningRate=0.1 -->"), {
    address: `play.html#from=${notebook}&learningRate=0.1`,
    text: "Try it",
  });
  assertEquals(link(`<!-- play "at 0.1": from=04-three-layers&epochs=3 -->`), {
    address: "play.html#from=04-three-layers&epochs=3",
    text: "at 0.1",
  });
  assertEquals(link("<!-- display: none -->"), undefined);
  assertThrows(() => link("<!-- play: epochs=-1 -->"), TypeError, "epochs is -1 but must be");
});

Deno.test("a comment is a link on the page, beside the words it belongs to", async () => {
  await using folder = new SampleFolder();
  const path = await folder.notebook(notebook, [
    text(
      '# Two\\n\\n- Raise it.\\n  <!-- play "at \\"<1>\\"": epochs=1 -->\\n- Or <!-- play: epochs=2 --> not.'
        .replaceAll("\\n", "\n").replaceAll('\\"', ""),
    ),
  ]);
  const pages = await renderSite({
    notebooks: [{ path, notebook: await readNotebook(path) }],
    readme: { path: join(folder.path, "README.md"), text: "# A\n\nB.\n\n<!-- results:end -->\n" },
    commentLink: (comment, from) =>
      playLink(comment, { notebook: basename(from, ".ipynb"), trainings }),
  });
  const page = pages.get(`${notebook}.html`)!;
  const start = `<a href="play.html#from=${notebook}&amp;`;
  assertStringIncludes(page, `${start}epochs=1" class="try">at &lt;1&gt;</a>`);
  assertStringIncludes(page, `Or ${start}epochs=2" class="try">Try it</a>\n not.`);
});

Deno.test("every comment of the notebooks is a link to settings that there are", async () => {
  const folder = fromFileUrl(new URL("../../notebooks", import.meta.url));
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(".ipynb")) continue;
    const { cells } = await readNotebook(join(folder, name));
    const texts = cells.filter((cell) => cell.cell_type === "markdown").map(({ source }) => source);
    for (const [comment] of texts.join("\n").matchAll(/<!--\s*play.*?-->/gs)) {
      playLink(comment, { notebook: basename(name, ".ipynb"), trainings });
    }
  }
});
