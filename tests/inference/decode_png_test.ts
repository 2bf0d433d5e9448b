// Tests of lib/inference/decode_png.ts

import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { decodePlainPng } from "../../lib/inference/decode_png.ts";
import { chunk, dataChunk, headerChunk, join, pngFile } from "./png_file.ts";

const colorTypes = [0, 4, 2, 6];

/** Puts rows through filters, by the definition of each. */
function filter(
  bytes: Uint8Array,
  { rowSize, pixelSize, filters }: { rowSize: number; pixelSize: number; filters: number[] },
): Uint8Array {
  const at = (x: number, y: number) => x < 0 || y < 0 ? 0 : bytes[y * rowSize + x];
  const rows = Array.from({ length: bytes.length / rowSize }, (_, y) => {
    const kind = filters[y % filters.length];
    const row = Array.from({ length: rowSize }, (_, x) => {
      const [a, b, c] = [at(x - pixelSize, y), at(x, y - 1), at(x - pixelSize, y - 1)];
      const p = a + b - c;
      const [nearest] = [a, b, c].toSorted((one, other) => Math.abs(p - one) - Math.abs(p - other));
      return at(x, y) - [0, a, b, Math.floor((a + b) / 2), nearest][kind];
    });
    return [kind, ...row];
  });
  return Uint8Array.from(rows.flat());
}

Deno.test("decodePlainPng gives back samples of any depth and color behind any filters", async () => {
  await fc.assert(fc.asyncProperty(
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 4 }),
    fc.constantFrom(8, 16),
    fc.array(fc.nat(4), { minLength: 1, maxLength: 9 }),
    fc.infiniteStream(fc.nat(255)),
    async (width, height, channels, depth, filters, numbers) => {
      const pixelSize = channels * depth / 8;
      const rowSize = width * pixelSize;
      const bytes = Uint8Array.from(numbers.take(height * rowSize));
      const rows = filter(bytes, { rowSize, pixelSize, filters });
      const header = headerChunk({ width, height, depth, colorType: colorTypes[channels - 1] });
      const file = pngFile(header, dataChunk(rows), chunk("IEND"));
      const { data, ...samples } = await decodePlainPng(file);
      assertEquals(samples, { width, height, channels, max: 2 ** depth - 1 });
      const view = new DataView(bytes.buffer);
      const wanted = Array.from(data, (_, i) => depth === 8 ? bytes[i] : view.getUint16(2 * i));
      assertEquals([...data as Uint8Array], wanted);
      assertEquals(data.length, width * height * channels);
    },
  ));
});

Deno.test("decodePlainPng joins the data of several chunks", async () => {
  const rows = Uint8Array.from([0, 1, 2, 3, 0, 4, 5, 6]);
  const whole = dataChunk(rows).slice(8, -4);
  const parts = [whole.slice(0, 3), whole.slice(3)].map((part) => chunk("IDAT", part));
  const header = headerChunk({ width: 3, height: 2 });
  const { data } = await decodePlainPng(pngFile(header, ...parts, chunk("IEND")));
  assertEquals([...data as Uint8Array], [1, 2, 3, 4, 5, 6]);
});

Deno.test("decodePlainPng refuses palettes, less than 8 bits, interlacing and unknown filters", async () => {
  const data = dataChunk(new Uint8Array(100));
  for (const special of [{ colorType: 3 }, { depth: 4 }, { interlaced: true }]) {
    const header = headerChunk({ width: 3, height: 2, ...special });
    await assertRejects(
      () => decodePlainPng(pngFile(header, data)),
      RangeError,
      "only a plain one was expected",
    );
  }
  const unknown = dataChunk(join([5], new Uint8Array(3)));
  await assertRejects(
    () => decodePlainPng(pngFile(headerChunk({ width: 3, height: 1 }), unknown)),
    RangeError,
    "found the unknown filter 5",
  );
});
