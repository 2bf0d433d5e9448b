import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import type { MediaBundle } from "../../lib/jupyter/mod.ts";
import { pictureOf, renderOutput } from "../../lib/site/outputs.ts";
import { SiteError } from "../../lib/site/site_error.ts";
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

Deno.test("renderOutput describes a picture and keeps its room", () => {
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

Deno.test("renderOutput names the cell whose picture is damaged, and lets nothing out of its address", () => {
  for (
    const data of [
      { "image/jpeg": 'A"><script>alert(1)</script>' },
      { "image/png": png.slice(0, 33) + "?" },
      { "image/png": "A" },
    ]
  ) {
    assertThrows(
      () => render(data),
      SiteError,
      "Cannot show the picture in test.ipynb, cell 1 of all: its content is not in base64",
    );
  }
  const svg = '<svg "><script>alert(1)</script>';
  const page = parse(render({ "image/svg+xml": svg, "text/plain": '"><script>' }));
  assertEquals(page.querySelectorAll("script").length, 0);
});

Deno.test("renderOutput shows a PNG whose size cannot be read", () => {
  const picture = parse(render({ "image/png": "AAAA" })).querySelector("img")!;
  assertEquals(picture.hasAttribute("width"), false);
});

Deno.test("renderOutput runs the scripts of HTML and of no other medium", () => {
  const script = "<script>alert(1)</script>";
  assertEquals(parse(render({ "text/html": script })).querySelectorAll("script").length, 1);
  for (const medium of ["text/markdown", "text/plain"]) {
    const page = parse(render({ [medium]: script }));
    assertEquals(page.querySelectorAll("script").length, 0, medium);
    assertStringIncludes(page.body.textContent!, "alert(1)");
  }
});

Deno.test("pictureOf finds the picture, also beside something better", () => {
  const where = "test.ipynb";
  const picture = { "image/png": "AA==", "text/plain": "" };
  assertEquals(pictureOf(display(picture), { where }), "data:image/png;base64,AA==");
  assertEquals(
    pictureOf(display({ ...picture, "text/html": "<canvas>" }), { where }),
    pictureOf(display(picture), { where }),
  );
  assertEquals(pictureOf(display({ "text/html": "<b>" }), { where }), undefined);
  assertEquals(
    pictureOf({ output_type: "stream", name: "stdout", text: "" }, { where }),
    undefined,
  );
});
