import { assertEquals, assertStringIncludes } from "@std/assert";
import type { MediaBundle } from "../../lib/jupyter/mod.ts";
import { pictureOf, renderOutput } from "../../lib/site/outputs.ts";
import { display, parse, plainContext, png, svg } from "./sample_site.ts";

function render(data: MediaBundle): string {
  return renderOutput(display(data), plainContext());
}

Deno.test("renderOutput shows the best medium", () => {
  const media: [string, string, string][] = [
    ["text/html", "<b>html</b>", "<b>html</b>"],
    ["image/svg+xml", svg, "data:image/svg+xml;base64,"],
    ["image/png", png, "data:image/png;base64,"],
    ["text/markdown", "*markdown*", "<em>markdown</em>"],
    ["text/plain", "plain", ">plain</pre>"],
  ];
  for (const [i, [, , expected]] of media.entries()) {
    // The rest is there too, the worst first.
    const data = Object.fromEntries(media.slice(i).toReversed());
    assertStringIncludes(render(data), expected);
  }
});

Deno.test("renderOutput shows nothing of an output in no known medium", () => {
  assertEquals(render({ "application/x-state": "?" }), "");
});

Deno.test("renderOutput describes a picture and keeps its place", () => {
  for (
    const [medium, content, width, height] of [
      ["image/png", png.slice(0, 40) + "\n" + png.slice(40), "2", "1"],
      ["image/svg+xml", svg, "30", "20"],
    ]
  ) {
    const html = render({ [medium]: content, "text/plain": 'a "chart" of a < b' });
    const picture = parse(html).querySelector("img")!;
    assertEquals(picture.getAttribute("alt"), 'a "chart" of a < b');
    assertEquals(picture.getAttribute("width"), width);
    assertEquals(picture.getAttribute("height"), height);
  }
});

Deno.test("renderOutput takes a picture as it is where its size is not stated", () => {
  const picture = parse(render({ "image/svg+xml": "<svg></svg>" })).querySelector("img")!;
  assertEquals(picture.hasAttribute("width"), false);
  assertEquals(picture.getAttribute("alt"), "A picture without a description");
});

Deno.test("renderOutput shows streams as a terminal would, without colors", () => {
  const output = {
    output_type: "stream",
    name: "stderr",
    text: "epoch 1\repoch 2\n\x1b[31mred\x1b[0m <b>\r\n",
  } as const;
  assertEquals(
    renderOutput(output, plainContext()),
    '<pre class="stderr">epoch 2\nred &lt;b&gt;</pre>',
  );
});

Deno.test("renderOutput shows what an error said", () => {
  const output = {
    output_type: "error",
    ename: "RangeError",
    evalue: "too large",
    traceback: ["    at a cell"],
  } as const;
  assertEquals(
    renderOutput({ ...output, traceback: [...output.traceback] }, plainContext()),
    '<pre class="error">RangeError: too large\n    at a cell</pre>',
  );
});

Deno.test("pictureOf finds the picture, also beside something better", () => {
  const picture = { "image/png": "AA==", "text/plain": "" };
  assertEquals(pictureOf(display(picture)), "data:image/png;base64,AA==");
  assertEquals(
    pictureOf(display({ ...picture, "text/html": "<canvas>" })),
    pictureOf(display(picture)),
  );
  assertEquals(pictureOf(display({ "text/html": "<b>" })), undefined);
  assertEquals(pictureOf({ output_type: "stream", name: "stdout", text: "" }), undefined);
});
