// Networks on disk.

import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import * as nn from "../../lib/nn/mod.ts";
import { writeTensors } from "../../lib/nn/tensor_file.ts";
import { referenceBackend, Tensor } from "../../lib/tensor/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";

const specs = [
  nn.conv2d(2, { padding: 1 }),
  nn.batchNorm(),
  nn.relu(),
  nn.flatten(),
  nn.dense(3),
  nn.softmax(),
];

Deno.test("loadNetwork gives back the network that saveNetwork saved", async () => {
  await inDirectory(async (path) => {
    const network = build({ seed: 7 });
    const x = new Tensor([5, 4, 4, 1]);
    for (let i = 0; i < x.size; i++) x.data[i] = Math.sin(i);
    network.forward(x, { training: true });
    await nn.saveNetwork(path, network, { accuracy: "0.9975" });

    const { network: loaded, metadata } = await nn.loadNetwork(path, { backend: referenceBackend });
    assertEquals(metadata, { accuracy: "0.9975" });
    assertEquals(await nn.weightsSha256(loaded), await nn.weightsSha256(network));
    assertEquals(loaded.forward(x).data, network.forward(x).data);
    assertEquals(loaded.specs, network.specs);
    assertEquals(loaded.inputShape, network.inputShape);
    assertEquals(loaded.seed, 7);
  });
});

Deno.test("loadWeights puts the weights into a network that is there", async () => {
  await inDirectory(async (path) => {
    const [saved, other] = [build({ seed: 1 }), build({ seed: 2 })];
    await nn.saveNetwork(path, saved);
    await nn.loadWeights(path, other);
    assertEquals(await nn.weightsSha256(other), await nn.weightsSha256(saved));
  });
});

const others: [specs: nn.LayerSpec[], message: string][] = [
  [specs.with(4, nn.dense(4)), "dense1.weights has shape [32, 3] but [32, 4] is needed"],
  [specs.with(0, nn.conv2d(2)), "dense1.weights has shape [32, 3] but [8, 3] is needed"],
  [specs.toSpliced(4, 0, nn.dense(32)), "dense1.weights has shape [32, 3] but [32, 32] is needed"],
  [[...specs.slice(0, 5), nn.dense(3)], "dense2.weights [3, 3] is needed but not there"],
  [specs.toSpliced(1, 1), "batchNorm1.gamma [2] is there but not needed"],
];

Deno.test("loadWeights says which tensor does not fit, and leaves the network as it was", async () => {
  await inDirectory(async (path) => {
    await nn.saveNetwork(path, build({ seed: 1 }));
    for (const [specs, message] of others) {
      const network = build({ specs, seed: 2 });
      const before = await nn.weightsSha256(network);
      await assertRejects(() => nn.loadWeights(path, network), RangeError, message);
      assertEquals(await nn.weightsSha256(network), before);
    }
  });
});

Deno.test("loadNetwork refuses files that do not hold a network", async () => {
  await inDirectory(async (path) => {
    const missing = await assertRejects(() => nn.loadNetwork(path), Deno.errors.NotFound);
    assert(missing.message.includes("network.safetensors"));
    await Deno.writeTextFile(path, "no weights at all");
    await assertRejects(() => nn.loadNetwork(path), nn.SafetensorsError, `Cannot read ${path}`);
    const { state } = build({ seed: 1 });
    for (const name of ["title", "network"]) {
      for (const text of ["dense", "{}", "null"]) {
        await writeTensors(path, state, { metadata: { [name]: text } });
        await assertRejects(
          () => nn.loadNetwork(path),
          nn.SafetensorsError,
          "its metadata does not say how it is built; build it yourself and use loadWeights",
        );
      }
    }
    const layers = [{ type: "attention" }];
    const metadata = { network: JSON.stringify({ layers, inputShape: [4], seed: 1 }) };
    await writeTensors(path, state, { metadata });
    await assertRejects(() => nn.loadNetwork(path), TypeError, `layers[0].type is "attention"`);
  });
});

Deno.test("saveNetwork writes the whole file or leaves all as it was", async () => {
  await inDirectory(async (path) => {
    await nn.saveNetwork(path, build({ seed: 1 }));
    const before = await Deno.readFile(path);
    const other = build({ seed: 2 });
    await assertRejects(() => nn.saveNetwork(path, other, { network: "mine" }), RangeError);
    assertEquals(await Deno.readFile(path), before);
    await nn.saveNetwork(path, other);
    assertNotEquals(await Deno.readFile(path), before);

    // Nothing can be renamed to the name of a folder.
    await Deno.mkdir(join(path, "..", "folder"));
    await assertRejects(() => nn.saveNetwork(join(path, "..", "folder"), other));
    const files = await Array.fromAsync(Deno.readDir(join(path, "..")), ({ name }) => name);
    assertEquals(files.toSorted(), ["folder", "network.safetensors"]);
  });
});

/** Prints the name, the shape and all numbers of every tensor as JSON. */
const script = `
import json, sys
from safetensors.numpy import load_file
tensors = load_file(sys.argv[1])
print(json.dumps({name: [t.shape, t.flatten().tolist()] for name, t in tensors.items()}))
`;
const python = Deno.env.get("PYTHON") ?? "python3";

Deno.test({
  name: "Python's safetensors reads what saveNetwork wrote",
  ignore: !await runs(python, ["-c", "import safetensors.numpy"]),
  async fn() {
    await inDirectory(async (path) => {
      const network = build({ seed: 3 });
      await nn.saveNetwork(path, network, { accuracy: "0.9975" });
      const { stdout } = await new Deno.Command(python, { args: ["-c", script, path] }).output();
      const found = JSON.parse(new TextDecoder().decode(stdout));
      const wanted = network.state.map(({ name, value }) => [name, [value.shape, [...value.data]]]);
      assertEquals(found, Object.fromEntries(wanted));
    });
  },
});

function build(
  { specs: layers = specs, seed }: { specs?: nn.LayerSpec[]; seed: number },
): nn.Sequential {
  return new nn.Sequential(layers, { inputShape: [4, 4, 1], seed, backend: referenceBackend });
}

/** Calls with the path of a file in a folder of its own, which is gone afterwards. */
function inDirectory(test: (path: string) => Promise<void>): Promise<void> {
  return withDirectory((directory) => test(join(directory, "network.safetensors")));
}

async function runs(command: string, args: string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(command, { args, stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}
