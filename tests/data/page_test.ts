// The data room in a web page: nothing of Deno or Node is needed to load it.

import { assertEquals } from "@std/assert";
import { fromFileUrl, join, toFileUrl } from "@std/path";
import { runDeno } from "../../lib/system/run_deno.ts";
import { withDirectory } from "../system/temporary_directory.ts";

const root = fromFileUrl(new URL("../../", import.meta.url));

/** Runs a Deno and gives back what it printed. */
async function run(...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await runDeno(args, root);
  assertEquals(success, true, stderr);
  return stdout.trim();
}

Deno.test("datasets work in a page that is not isolated: no Deno, no shared memory", async () => {
  await withDirectory(async (directory) => {
    const bundle = join(directory, "data.js");
    await run("bundle", "--platform=browser", `--output=${bundle}`, "lib/data/mod.ts");
    const text = await Deno.readTextFile(bundle);
    assertEquals(text.match(/^(import|export) .*from ".*"/gm), null);
    const code = `delete globalThis.Deno;
      delete globalThis.process;
      delete globalThis.SharedArrayBuffer;
      const { Dataset, parseCsv } = await import(${JSON.stringify(toFileUrl(bundle).href)});
      const options = { name: "x", imageShape: [1, 2], classes: 10 };
      const csv = new TextEncoder().encode("7,1,2\\n8,3,4");
      const { images, labels } = parseCsv(csv, options);
      const dataset = new Dataset(images, labels, options).subset([1, 0]);
      const copy = Dataset.fromMessage(structuredClone(dataset.toMessage()));
      console.log(String(copy), copy.label(0), [...copy.image(0)].join());`;
    assertEquals(await run("eval", code), 'Dataset "x": 2 images of 1x2, 10 classes 8 3,4');
  });
});
