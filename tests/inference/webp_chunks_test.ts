// Tests of lib/inference/webp_chunks.ts

import { assertEquals, assertThrows } from "@std/assert";
import { readPicture } from "../../lib/inference/picture_file.ts";
import { DamagedPicture } from "../../lib/inference/picture_parts.ts";
import { readWebpChunks } from "../../lib/inference/webp_chunks.ts";

const encoder = new TextEncoder();

/** Two black columns and four white ones, four rows high, lossy and lossless, as Chromium saves them. */
const lossy = chunk(
  "VP8 ",
  Uint8Array.fromBase64("kAEAnQEqBgAEAADAEiWkAALnRawAAPw//3iJn/tD0GAAAA=="),
);
const lossless = chunk("VP8L", Uint8Array.fromBase64("LwXAAAAPMP/zP//zH3goT0T/AwA="));

function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + content.length + content.length % 2);
  bytes.set(encoder.encode(type));
  new DataView(bytes.buffer).setUint32(4, content.length, true);
  bytes.set(content, 8);
  return bytes;
}

function webpFile(...chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = chunks.reduce((sum, { length }) => sum + length, 4);
  const file = new Uint8Array(8 + size);
  file.set(encoder.encode("RIFF\0\0\0\0WEBP"));
  new DataView(file.buffer).setUint32(4, size, true);
  let at = 12;
  for (const bytes of chunks) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}

/** The extended header. */
function header({ flags = 0, width = 6, height = 4 } = {}): Uint8Array {
  return chunk("VP8X", new Uint8Array([flags, 0, 0, 0, width - 1, 0, 0, height - 1, 0, 0]));
}

/** An EXIF block that says nothing but the orientation. */
function exif(orientation: number): Uint8Array {
  const block = [
    0x49,
    0x49,
    42,
    0,
    8,
    0,
    0,
    0,
    1,
    0,
    0x12,
    1,
    3,
    0,
    1,
    0,
    0,
    0,
    orientation,
    0,
    0,
    0,
  ];
  return chunk("EXIF", new Uint8Array(block));
}

Deno.test("readPicture reads lossy and lossless WebP, with and without an extended header", async () => {
  for (const file of [webpFile(lossy), webpFile(lossless), webpFile(header(), lossless)]) {
    const { width, height, values } = await readPicture(file);
    assertEquals([width, height], [6, 4]);
    assertEquals([...values].map(Math.round), [0, 0, 0, 0].flatMap(() => [0, 0, 1, 1, 1, 1]));
  }
});

Deno.test("readPicture turns WebP pictures as EXIF says", async () => {
  const { width, height, values } = await readPicture(
    webpFile(header({ flags: 8 }), lossless, exif(6)),
  );
  assertEquals([width, height], [4, 6]);
  assertEquals([...values].map(Math.round), [0, 0, 0, 0, 0, 0, 0, 0, ...new Array(16).fill(1)]);
});

Deno.test("readWebpChunks leaves out profiles, metadata and what it does not know", () => {
  const extra = [chunk("ICCP", new Uint8Array(99)), chunk("what", new Uint8Array(3))];
  const file = webpFile(header({ flags: 0x2c }), ...extra, lossy, chunk("XMP ", new Uint8Array(9)));
  assertEquals(readWebpChunks(file).data, webpFile(header(), lossy));
});

Deno.test("readWebpChunks refuses what is damaged or no single picture", () => {
  const refused: readonly (readonly [file: Uint8Array<ArrayBuffer>, message: string])[] = [
    [webpFile(), "no picture"],
    [webpFile(lossy).subarray(0, -6), "cut off"],
    [webpFile(chunk("VP8L", new Uint8Array(4))), "cut off"],
    [webpFile(header({ flags: 2 }), lossy), "animation"],
    [webpFile(header({ width: 7 }), lossy), "not as large"],
    [webpFile(header(), header(), lossy), "header"],
  ];
  for (const [file, message] of refused) {
    assertThrows(() => readWebpChunks(file), DamagedPicture, message);
  }
});

Deno.test("readPicture takes no memory for a WebP picture that says it is larger than can be read", async () => {
  const huge = lossless.slice();
  new DataView(huge.buffer).setUint32(9, 0x0fffffff, true);
  const error = await readPicture(webpFile(huge)).then(() => undefined, (error) => error);
  assertEquals(/16384x16384 pixels but at most 50 million/.test(`${error}`), true, `${error}`);
});
