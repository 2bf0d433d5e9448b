// The committed weights mean the same to PyTorch: it gives the same answers to all test images.

import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { loadMnist } from "../../lib/data/mod.ts";
import { loadModel, modelNames } from "../../lib/inference/mod.ts";
import { evaluate } from "../../lib/train/mod.ts";

const python = Deno.env.get("PYTHON") ?? "python3";

/** Whether there is a Python that has what the script needs. */
async function hasPyTorch(): Promise<boolean> {
  try {
    const args = ["-c", "import torch, numpy, safetensors"];
    return (await new Deno.Command(python, { args, stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

const ignore = !await hasPyTorch();

for (const name of await modelNames()) {
  Deno.test(`PyTorch predicts the same with the weights of ${name}`, { ignore }, async () => {
    const { test } = await loadMnist();
    const images = new Uint8Array(test.count * 784);
    for (let i = 0; i < test.count; i++) images.set(test.image(i), i * 784);
    const file = await Deno.makeTempFile();
    await Deno.writeFile(file, images);
    const script = fromFileUrl(new URL("../golden/predict.py", import.meta.url));
    const model = fromFileUrl(
      new URL(`../../data/models/${name}.safetensors`, import.meta.url),
    );
    const { stdout, stderr, success } = await new Deno.Command(python, {
      args: [script, model, file],
    }).output();
    await Deno.remove(file);
    assertEquals(success, true, new TextDecoder().decode(stderr));

    const { network } = await loadModel(name);
    const { predictions } = await evaluate(network, test);
    const different = predictions.reduce((n, digit, i) => n + Number(digit !== stdout[i]), 0);
    assertEquals(different, 0);
  });
}
