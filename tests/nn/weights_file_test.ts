// Networks on disk.

import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import * as nn from "../../lib/nn/mod.ts";
import { writeTensors } from "./write_tensors.ts";
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
  [specs.toSpliced(1, 1), `"batchNorm1.gamma" [2] is there but not needed`],
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
    await writeTensors(path, state, { metadata: { title: "dense" } });
    await assertRejects(
      () => nn.loadNetwork(path),
      nn.SafetensorsError,
      "batchNorm1.runningVariance [2], dense1.weights [32, 3], dense1.bias [3], but its metadata does " +
        "not say how the network is built; build it yourself and use loadWeights",
    );
  });
});

const plain = { layers: [nn.dense(3)], inputShape: [4], seed: 1 };
const malformed: [architecture: unknown, message: string][] = [
  [undefined, "its architecture is no JSON"],
  [null, "its architecture is null but must be an object"],
  [{ ...plain, seed: "1" }, `seed is "1" but must be an integer`],
  [{ ...plain, inputShape: [] }, "inputShape is [] but must be a list of integers"],
  [{ ...plain, inputShape: [[4]] }, "inputShape[0] is [4] but must be an integer of at least 1"],
  [{ ...plain, name: "x" }, "found the unknown name"],
  [{ ...plain, layers: [] }, "layers is [] but must be a list of 1 to 10000 layers"],
  [{ ...plain, layers: Array(10_001).fill(nn.relu()) }, "must be a list of 1 to 10000 layers"],
  [{ ...plain, layers: [null] }, "layers[0] is null but must be a layer such as relu()"],
  [
    { ...plain, layers: [{ type: "__proto__" }] },
    `layers[0].type is "__proto__" but must be one of`,
  ],
  [{ ...plain, layers: [{ type: "dense", units: 3 }] }, "layers[0].weights is missing but must be"],
  [{ ...plain, layers: [{ ...nn.dense(3), units: -1 }] }, "layers[0].units is -1 but must be"],
  [
    { ...plain, layers: [nn.dense(3), { ...nn.dropout(0.5), rate: 2 }] },
    "layers[1].rate is 2 but must be a number of at least 0 and less than 1",
  ],
  ["x".repeat(2 ** 22), "its architecture has 4194306 characters, but at most 4194304 are read"],
];

Deno.test("loadNetwork checks what a file says of its network", async () => {
  await inDirectory(async (path) => {
    for (const [architecture, message] of malformed) {
      await writeTensors(path, [], { metadata: { network: `${JSON.stringify(architecture)}` } });
      const error = await assertRejects(() => nn.loadNetwork(path), nn.SafetensorsError, message);
      assert(error.message.startsWith(`Cannot load a network from ${path}: `));
    }
  });
});

/** Networks that a few bytes describe. */
const huge: [layers: nn.LayerSpec[], inputShape: number[], message: string][] = [
  [
    [nn.dense(600_000)],
    [784],
    "dense1.weights [784, 600000] is needed but not there; it has no ten",
  ],
  [[nn.conv2d(1e12)], [28, 28, 1], "conv2d1.weights [3, 3, 1, 1000000000000] is needed but"],
  [[nn.batchNorm()], [2 ** 40], "batchNorm1.gamma [1099511627776] is needed but not there"],
  [
    [nn.relu()],
    [2 ** 20, 2 ** 20],
    "put out 2199023255552 numbers for one input, but at most 67108864",
  ],
  [
    Array(30).fill(nn.maxPool2d(1000, { stride: 1, padding: 999 })),
    [1000, 1000, 1],
    "numbers for one input, but at most 67108864 are possible",
  ],
];

Deno.test("loadNetwork takes no memory for networks larger than their files", async () => {
  const backend = {
    ...referenceBackend,
    tensor(): never {
      throw new Error("memory was taken");
    },
  };
  await inDirectory(async (path) => {
    for (const [layers, inputShape, message] of huge) {
      const network = JSON.stringify({ layers, inputShape, seed: 1 });
      await writeTensors(path, [], { metadata: { network } });
      await assertRejects(() => nn.loadNetwork(path, { backend }), RangeError, message);
    }
  });
});

Deno.test("loadNetwork names the file whose layers do not fit together", async () => {
  await inDirectory(async (path) => {
    const network = JSON.stringify({ ...plain, inputShape: [2, 2] });
    await writeTensors(path, [], { metadata: { network } });
    await assertRejects(
      () => nn.loadNetwork(path),
      RangeError,
      `Cannot load a network from ${path}: Cannot make a dense layer on inputs of shape [2, 2]`,
    );
  });
});

Deno.test("no network of NaN or Infinity is saved or loaded", async () => {
  await inDirectory(async (path) => {
    const network = build({ seed: 1 });
    const good = await nn.weightsSha256(network);
    const { data } = network.state[2].value;
    data.set([NaN, -Infinity]);
    await assertRejects(
      () => nn.saveNetwork(path, network),
      RangeError,
      "Cannot save the network: number 0 of batchNorm1.gamma is NaN and 1 more are not finite, but " +
        "weights must be finite; train again, with a learning rate ten times smaller",
    );
    await assertRejects(() => Deno.stat(path), Deno.errors.NotFound);

    const { specs: layers, inputShape, seed, state } = network;
    const metadata = { network: JSON.stringify({ layers, inputShape, seed }) };
    await writeTensors(path, state, { metadata });
    const message = `Cannot use the weights in ${path}: number 0 of batchNorm1.gamma is NaN`;
    await assertRejects(() => nn.loadNetwork(path), RangeError, message);
    const other = build({ seed: 1 });
    await assertRejects(() => nn.loadWeights(path, other), RangeError, message);
    assertEquals(await nn.weightsSha256(other), good);
  });
});

Deno.test("loadNetwork says of a folder, a device and nothing at all what they are", async () => {
  await inDirectory(async (path) => {
    await assertRejects(
      () => nn.loadNetwork(join(path, "..")),
      Deno.errors.IsADirectory,
      `"${join(path, "..")}" is a folder where a file is needed`,
    );
    await Deno.writeFile(path, new Uint8Array());
    await assertRejects(() => nn.loadNetwork(path), nn.SafetensorsError, "it is empty");
  });
  if (Deno.build.os === "windows") return;
  await assertRejects(
    () => nn.loadNetwork("/dev/zero"),
    nn.SafetensorsError,
    "Cannot read /dev/zero: it is a device or a pipe and no file",
  );
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
const SCRIPT = `
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
      const { stdout } = await new Deno.Command(python, { args: ["-c", SCRIPT, path] }).output();
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
