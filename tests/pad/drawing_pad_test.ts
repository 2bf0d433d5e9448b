// Tests of lib/pad/drawing_pad.ts, with bundle.ts and static_picture.ts

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import { dense, Sequential, softmax } from "../../lib/nn/mod.ts";
import { padScript } from "../../lib/pad/bundle.ts";
import { drawingPad } from "../../lib/pad/drawing_pad.ts";
import { unpackModel } from "../../lib/pad/page/packed_model.ts";
import { referenceBackend } from "../../lib/tensor/mod.ts";

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

Deno.test("padScript runs in a page: it needs nothing of Deno, Node or the network", async () => {
  const script = await padScript();
  for (const word of ["Deno.", "node:", "SharedArrayBuffer", "import(", "fetch(", "http"]) {
    assertEquals(script.includes(word), false, word);
  }
  // No name of it is seen outside.
  assert(script.startsWith("(()=>{") && script.endsWith("})();"));
  assertEquals(await padScript(), script);
});

Deno.test("drawingPad is an element and a script with everything in it, and no ids", async () => {
  const { media } = await drawingPad({ models });
  const { document } = parseHTML(`<html><body>${media["text/html"]}</body></html>`);
  assertEquals([...document.body.children].map(({ localName }) => localName), ["div", "script"]);
  assertEquals(document.querySelectorAll("[id], [src^=http], link").length, 0);
  const packed = JSON.parse(document.querySelector(".digit-pad script")!.textContent!);
  assertEquals(packed.map(({ title }: { title: string }) => title), ["4 Three layers", tricky]);
  const network = unpackModel(packed[1], { backend: referenceBackend });
  assertEquals(network.parameterCount, models[1].network.parameterCount);
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
    "at most 1,000 kB go into a notebook",
  );
  assertStringIncludes(error.message, "4 Three layers 17 kB, large 1,2");
});

Deno.test("drawingPad refuses to be without a network", async () => {
  await assertRejects(() => drawingPad({ models: [] }), RangeError, "no network");
});
