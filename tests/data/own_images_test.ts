// A reader's own images in data/mnist: they go first, and it is said that they are no MNIST.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join, toFileUrl } from "@std/path";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { makeLink } from "../system/link.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { csvFile } from "./small_mnist.ts";

const root = fromFileUrl(new URL("../../", import.meta.url));

Deno.test("loadMnist loads what lies in data/mnist, and says that records and models stay", async () => {
  await withDirectory(async (project) => {
    // The same code in a project with other data.
    for (const name of ["lib", "deno.json", "deno.lock"]) {
      await makeLink(join(root, name), join(project, name));
    }
    await Deno.mkdir(join(project, "data", "mnist"), { recursive: true });
    const { bytes } = csvFile("train.csv", 7);
    await Deno.writeFile(join(project, "data", "mnist", "train.csv"), bytes);
    const url = toFileUrl(join(project, "lib", "data", "mnist.ts")).href;
    const code = `const { loadMnist } = await import(${JSON.stringify(url)});
      const { train, test } = await loadMnist();
      console.log(train.count, test.count, train.source.name);`;
    const { stdout, stderr } = await new Deno.Command(denoProgram(), {
      args: ["eval", code],
      cwd: project,
    }).output();
    const decoder = new TextDecoder();
    assertEquals(decoder.decode(stdout), "6 1 data/mnist\n");
    assertStringIncludes(
      decoder.decode(stderr),
      "The images in data/mnist are not those of MNIST. What is learned from them is shown, but " +
        "neither recorded nor kept as a model; records and models stay those of MNIST.",
    );
  });
});
