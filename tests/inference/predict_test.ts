// Tests of lib/inference/predict.ts and of its command line, lib/inference/main.ts

import { assertEquals, assertRejects } from "@std/assert";
import { encode } from "fast-png";
import { loadMnist } from "../../lib/data/mod.ts";
import { blankImage } from "../../lib/inference/grey_image.ts";
import { loadModel } from "../../lib/inference/models.ts";
import { predict } from "../../lib/inference/predict.ts";
import { drawImage } from "./draw_image.ts";
import { lines } from "./write_page.ts";

const { test } = await loadMnist();
const { network } = await loadModel("three-layers");

/** A page with images of the test set on it, in rows, as a PNG file: ink on paper, or paper on ink. */
function page(rows: readonly number[][], [paper, ink]: [number, number]): Uint8Array {
  const width = 100 * Math.max(...rows.map((row) => row.length));
  const image = blankImage(width, 110 * rows.length);
  for (const [line, row] of rows.entries()) {
    for (const [column, index] of row.entries()) {
      const digit = drawImage(test.image(index), { canvas: 100, scale: 3.5, edge: "pen" });
      for (let y = 0; y < 100; y++) {
        const from = digit.values.subarray(100 * y, 100 * (y + 1));
        image.values.set(from, (110 * line + y) * width + 100 * column);
      }
    }
  }
  const data = Uint8Array.from(image.values, (value) => paper + (ink - paper) * value);
  return encode({ width, height: image.height, data, channels: 1 });
}

/** Indices of test images, and what they show. */
const rows = [[0, 1, 2, 3], [4, 5, 12, 7]];
const truth = rows.flat().map((index) => test.label(index)).join("");

Deno.test("predict reads several lines of digits, dark on light and light on dark", async () => {
  assertEquals((await predict(page(rows, [240, 30]), { model: network })).text, truth);
  assertEquals((await predict(page(rows, [20, 250]), { model: network })).text, truth);
});

Deno.test("predict reads a photograph: uneven light, grain, lines that slope", async () => {
  const path = new URL("../../data/pictures/page.jpg", import.meta.url);
  assertEquals((await predict(path, { model: network })).text, lines.join(""));
});

Deno.test("predict knows where the digits are and what the network saw", async () => {
  const { digits } = await predict(page([[0]], [255, 0]), { model: "three-layers" });
  assertEquals(digits.length, 1);
  const [{ digit, box, image, outputs }] = digits;
  assertEquals([digit, image.length, outputs.length], [7, 784, 10]);
  assertEquals(Math.max(box.width, box.height), 70);
});

Deno.test("predict refuses a blank picture", async () => {
  const blank = encode({ width: 50, height: 50, data: new Uint8Array(2500).fill(9), channels: 1 });
  await assertRejects(() => predict(blank, { model: network }), RangeError, "nothing stands out");
});

Deno.test("the command line reads all files that it can, and says so if one could not be read", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(`${folder}/page.png`, page([[0, 1]], [255, 0]));
    await Deno.writeTextFile(`${folder}/notes.txt`, "no picture");
    const good = await run(["page.png", "--model=three-layers"], folder);
    assertEquals([good.code, good.stderr], [0, ""]);
    assertEquals(good.stdout.split("\n")[0], "page.png: 72");
    const mixed = await run(["notes.txt", "page.png", "--model=three-layers"], folder);
    assertEquals(mixed.code, 1);
    assertEquals(mixed.stdout, good.stdout);
    assertEquals(mixed.stderr.includes("it is neither PNG nor JPEG"), true);
    const unknown = await run(["page.png", "--model=seven-layers"], folder);
    assertEquals([unknown.code, unknown.stdout], [1, ""]);
    assertEquals(unknown.stderr.includes("three-layers"), true);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the command line explains itself", async () => {
  assertEquals((await run(["--help"])).code, 0);
  for (const args of [[], ["--modell", "x.png"]]) {
    const { code, stderr } = await run(args);
    assertEquals([code, stderr.includes("Usage:")], [2, true]);
  }
});

async function run(args: readonly string[], folder = ".") {
  const main = new URL("../../lib/inference/main.ts", import.meta.url).href;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", main, ...args],
    env: { INIT_CWD: folder, NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
