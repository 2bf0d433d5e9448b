// Tests of lib/inference/reading.ts

import { assertEquals, assertStringIncludes } from "@std/assert";
import { type ReadDigit, Reading } from "../../lib/inference/reading.ts";

function read(digit: number, share: number): ReadDigit {
  const outputs = new Float32Array(10).fill((1 - share) / 9);
  outputs[digit] = share;
  const image = new Uint8Array(784).fill(255, 0, 28);
  return { digit, outputs, image, box: { x: 0, y: 0, width: 20, height: 20 } };
}

Deno.test("Reading is the digits in rows, and all of them one after another", () => {
  const { rows, text, digits } = new Reading([[read(2, 0.9), read(0, 0.8)], [read(7, 0.99)]]);
  assertEquals(rows.map((row) => row.map(({ digit }) => digit)), [[2, 0], [7]]);
  assertEquals([text, digits.length], ["207", 3]);
});

Deno.test("Reading prints what the network saw and a bar for each class", () => {
  const lines = `${new Reading([[read(7, 0.91)]])}`.split("\n");
  assertEquals(lines.length, 14);
  assertEquals(lines[0], "▀".repeat(28));
  const bars = lines.map((line) => line.trim()).filter((line) => line.includes("%"));
  assertEquals(bars.length, 10);
  assertEquals(bars[7], `7 ${"█".repeat(18)}   91.0 % ←`);
  assertStringIncludes(bars[0], "1.0 %");
});

Deno.test("Reading prints an empty bar for outputs of less than 0", () => {
  const outputs = new Float32Array(10).fill(-0.25);
  outputs[7] = 0.5;
  const lines = `${new Reading([[{ ...read(7, 1), outputs }]])}`.split("\n");
  const bars = lines.map((line) => line.trim()).filter((line) => line.includes("%"));
  assertEquals([bars[6], bars[7]], [
    `6 ${" ".repeat(20)} -25.0 %`,
    `7 ${"█".repeat(10)}${" ".repeat(10)} 50.0 % ←`,
  ]);
});

Deno.test("Reading shows a picture in a notebook", () => {
  const { media } = new Reading([[read(1, 1)]]);
  assertEquals(Object.keys(media), ["image/png", "text/plain"]);
});

Deno.test("Reading shows windows of any size, the class of none, and what the network is not sure of", () => {
  const outputs = new Float32Array([...new Array(9).fill(0), 0.7, 0.3]);
  const image = new Uint8Array(1600);
  const box = { x: 0, y: 0, width: 20, height: 20 };
  const lines = `${new Reading([[{ digit: 9, isSure: false, outputs, image, box }]])}`.split("\n");
  assertEquals(lines.length, 20);
  assertEquals(lines.filter((line) => line.includes("– ")).map((line) => line.trim()), [
    `– ${"█".repeat(6)}${" ".repeat(15)}30.0 %`,
  ]);
});
