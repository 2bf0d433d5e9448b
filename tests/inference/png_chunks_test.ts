// Tests of lib/inference/png_chunks.ts

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { DamagedPicture } from "../../lib/inference/picture_parts.ts";
import { readPngChunks } from "../../lib/inference/png_chunks.ts";
import { exifBlock } from "./jpeg_file.ts";
import { chunk, dataChunk, headerChunk, pngFile } from "./png_file.ts";

const header = headerChunk({ width: 3, height: 2 });
const data = dataChunk(Uint8Array.from([0, 1, 2, 3, 0, 4, 5, 6]));
const end = chunk("IEND");

Deno.test("readPngChunks tells the size and the orientation, and keeps what the picture needs", () => {
  const palette = chunk("PLTE", [0, 0, 0, 255, 255, 255]);
  const file = pngFile(
    header,
    chunk("iCCP", [1, 2, 3]),
    palette,
    chunk("zTXt", [4, 5]),
    chunk("eXIf", exifBlock(6)),
    data,
    data,
    chunk("iTXt", [6]),
    end,
  );
  const parts = readPngChunks(file);
  assertEquals([parts.type, parts.width, parts.height], ["image/png", 3, 2]);
  assertEquals(parts.orientation, 6);
  assertEquals(parts.data, pngFile(header, palette, data, data, end));
});

Deno.test("readPngChunks leaves out what follows the end", () => {
  const { data: kept } = readPngChunks(pngFile(header, data, end, new Uint8Array(100)));
  assertEquals(kept, pngFile(header, data, end));
});

Deno.test("readPngChunks refuses a second header, one that is not the first, and a short one", () => {
  const large = headerChunk({ width: 30_000, height: 30_000 });
  const short = chunk("IHDR", [0, 0, 0, 1]);
  for (const file of [pngFile(header, large, data), pngFile(data, header), pngFile(short, data)]) {
    assertThrows(() => readPngChunks(file), DamagedPicture, "does not begin with one header");
  }
});

Deno.test("readPngChunks refuses files that are cut off within a chunk", () => {
  const file = pngFile(header, data);
  for (const length of [8, 12, 20, file.length - 1]) {
    assertThrows(() => readPngChunks(file.slice(0, length)), DamagedPicture, "it is cut off");
  }
});

Deno.test("readPngChunks takes any bytes apart or says what is wrong", () => {
  const signature = pngFile();
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (content, hasHeader) => {
    const file = pngFile(...hasHeader ? [header] : [], content);
    try {
      const parts = readPngChunks(file);
      assertEquals(parts.data.slice(0, 8), signature);
    } catch (error) {
      if (!(error instanceof DamagedPicture)) throw error;
    }
  }));
});
