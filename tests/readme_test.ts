// The README's list of notebooks, and its pictures.

import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { drawReadmePicture, readmePicture } from "../lib/pad/readme_picture.ts";

const root = fromFileUrl(new URL("..", import.meta.url));
const readme = oneLine(await Deno.readTextFile(`${root}/README.md`));

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

Deno.test("the README leads to each notebook and says the question it answers", async () => {
  for await (const { name } of Deno.readDir(`${root}/notebooks`)) {
    if (!name.endsWith(".ipynb")) continue;
    const { cells } = JSON.parse(await Deno.readTextFile(`${root}/notebooks/${name}`));
    const [, question] = [cells[0].source].flat().join("").match(/\*\*(.*?)\*\*/s) ?? [];
    assert(question !== undefined, `${name} begins without a question in bold`);
    const row = `](notebooks/${name}) | ${oneLine(question)} |`;
    assert(readme.includes(row), `the README has no row that ends in: ${row}`);
  }
});

Deno.test("the picture of the pad in the README is what the pad draws", async () => {
  const found = await Deno.readTextFile(readmePicture);
  const message = "run: deno run -A lib/pad/readme_picture.ts";
  assertEquals(found === await drawReadmePicture(), true, message);
});
