// Tests of lib/pad/drawing_pad.ts, with static_picture.ts

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { parseHTML } from "linkedom";
import { saveModel } from "../../lib/inference/models.ts";
import { dense, Sequential, softmax } from "../../lib/nn/mod.ts";
import { drawingPad } from "../../lib/pad/drawing_pad.ts";
import type { PadData } from "../../lib/pad/page/main.ts";
import { padBackend } from "../../lib/pad/page/pad_backend.ts";
import { unpackModel } from "../../lib/pad/page/packed_model.ts";
import { unpackText } from "../../lib/system/packed_text.ts";
import { referenceBackend } from "../../lib/tensor/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";

function networkOf(units: number): Sequential {
  return new Sequential([dense(units), dense(10), softmax()], {
    inputShape: [784],
    backend: referenceBackend,
  });
}

const tricky = "</script><b>&\"'";
const models = [
  { title: "4 Three layers", network: networkOf(20) },
  { title: tricky, network: networkOf(30) },
];

/** What a pad has beside its script. */
function dataOf(html: string): PadData {
  const { document } = parseHTML(`<html><body>${html}</body></html>`);
  return JSON.parse(document.querySelector(".digit-pad script")!.textContent!);
}

Deno.test("drawingPad is an element and a script with everything in it, and no ids", async () => {
  const { media } = await drawingPad({ models });
  const { document } = parseHTML(`<html><body>${media["text/html"]}</body></html>`);
  assertEquals([...document.body.children].map(({ localName }) => localName), ["div", "script"]);
  assertEquals(document.querySelectorAll("[id], [src^=http], link").length, 0);
  const data = dataOf(media["text/html"]);
  assertEquals(data.models.map(({ title }) => title), ["4 Three layers", tricky]);
  const backend = padBackend(await unpackText(data.kernels));
  assertEquals([backend.name, backend.rounding], ["wasm", "fast"]);
  const network = await unpackModel(data.models[1], { backend });
  assertEquals(network.parameterCount, models[1].network.parameterCount);
  // Ten digits and none.
  assertEquals((await unpackModel(data.reader, { backend })).outputShape, [11]);
});

Deno.test("drawingPad shows a picture where no scripts run, and words where no pictures are", async () => {
  const output = await drawingPad({ models: models.toReversed() });
  assertEquals(Object.keys(output.media), ["text/html", "image/svg+xml", "text/plain"]);
  const svg = output.media["image/svg+xml"];
  const image = parseHTML(output.media["text/html"]).document.querySelector(".digit-pad img")!;
  assertEquals(
    atob(image.getAttribute("src")!.split(",")[1]).length,
    new TextEncoder().encode(svg).length,
  );
  assertStringIncludes(svg, "&lt;/script&gt;");
  assertStringIncludes(`${output}`, "this is a ");
  assertEquals(image.getAttribute("alt"), `${output}`);
});

Deno.test("drawingPad refuses networks that make a notebook too large, and tells their sizes", async () => {
  const large = { title: "large", network: networkOf(1500) };
  const error = await assertRejects(
    () => drawingPad({ models: [models[0], large] }),
    RangeError,
    "at most 1,000 kB are allowed",
  );
  assertStringIncludes(error.message, "4 Three layers 16 kB, large 1,1");
});

Deno.test("drawingPad says how large the smallest pad would be where saved models have no room", async () => {
  await assertRejects(
    () => drawingPad({ maxBytes: 100_000 }),
    RangeError,
    "at most 100 kB are allowed; leave out a network",
  );
});

Deno.test("drawingPad refuses to be without a network", async () => {
  await assertRejects(() => drawingPad({ models: [] }), RangeError, "no network");
});

Deno.test("drawingPad may be told how large it may become", async () => {
  const large = { title: "large", network: networkOf(1500) };
  const { media } = await drawingPad({ models: [large], maxBytes: Infinity });
  assert(media["text/html"].length > 1_000_000);
});

/** The models on a pad, and what was warned of while it was made. */
async function padOf(directory: string): Promise<{ titles: string[]; warnings: string[] }> {
  const warnings: string[] = [];
  const { warn } = console;
  console.warn = (message: string) => void warnings.push(message);
  try {
    const { media } = await drawingPad({ directory });
    return { titles: dataOf(media["text/html"]).models.map(({ title }) => title), warnings };
  } finally {
    console.warn = warn;
  }
}

Deno.test("drawingPad leaves out what is no network for digits, and names it", async () => {
  await withDirectory(async (directory) => {
    const save = (name: string, network: Sequential) =>
      saveModel(name, network, { title: name, directory });
    await save("good", networkOf(5));
    await save("small", new Sequential([dense(10)], { inputShape: [4] }));
    await save("letters", new Sequential([dense(26)], { inputShape: [784] }));
    await Deno.writeTextFile(join(directory, "foreign.safetensors"), "something else");
    await Deno.writeFile(join(directory, "empty.safetensors"), new Uint8Array());
    const { titles, warnings } = await padOf(directory);
    assertEquals(titles, ["good"]);
    assertEquals(warnings.length, 4);
    const told = warnings.join("\n");
    for (const name of ["foreign.safetensors", "empty.safetensors"]) {
      assertStringIncludes(told, name);
    }
    assertStringIncludes(told, `"small" takes [4] but a drawing has 28x28 pixels`);
    assertStringIncludes(told, `"letters" puts out [26] but there are 10 digits`);
  });
});

Deno.test("drawingPad refuses a network whose weights are not finite", async () => {
  const network = networkOf(5);
  network.parameters[0].value.data[3] = Infinity;
  await assertRejects(
    () => drawingPad({ models: [{ title: "mine", network }] }),
    RangeError,
    `the network "mine" has weights that are not finite numbers`,
  );
});
