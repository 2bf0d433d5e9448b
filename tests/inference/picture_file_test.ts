// Tests of lib/inference/picture_file.ts, with decode_picture.ts

import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { encode, type ImageData } from "fast-png";
import { PictureError, type PictureSource, readPicture } from "../../lib/inference/picture_file.ts";
import { Random } from "../../lib/tensor/random.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { exifBlock, exifSegment, jpegOf, putTogether, segment, takeApart } from "./jpeg_file.ts";
import { chunk, dataChunk, headerChunk, join, packRows, pngFile } from "./png_file.ts";

/** A grey ramp of 16x8 pixels. */
const ramp = Uint8Array.from({ length: 128 }, (_, i) => 17 * (i % 16));

function png(image: Partial<ImageData> = {}): Uint8Array {
  return encode({ width: 16, height: 8, data: ramp, channels: 1, ...image });
}

const jpeg = jpegOf(ramp, { width: 16, height: 8 });

/** The first row of a picture in steps of the ramp. */
async function firstRow(source: PictureSource): Promise<number[]> {
  const { width, values } = await readPicture(source);
  return Array.from(values.subarray(0, width), (value) => Math.round(15 * value));
}

const steps = Array.from({ length: 16 }, (_, i) => i);

Deno.test("readPicture reads PNG of every depth and color", async () => {
  assertEquals(await firstRow(png()), steps);
  const wide = Uint16Array.from(ramp, (value) => 257 * value);
  assertEquals(await firstRow(png({ data: wide, depth: 16 })), steps);
  const colored = Uint8Array.from({ length: 384 }, (_, i) => ramp[Math.floor(i / 3)]);
  assertEquals(await firstRow(png({ data: colored, channels: 3 })), steps);
  const palette = steps.map((step) => [17 * step, 17 * step, 17 * step]);
  const indices = Uint8Array.from(ramp, (value) => value / 17);
  assertEquals(await firstRow(png({ data: indices, palette })), steps);
  // Two pixels in each byte.
  const packed = Uint8Array.from({ length: 64 }, (_, i) => (2 * i % 16) * 16 + 2 * i % 16 + 1);
  assertEquals(await firstRow(png({ data: packed, depth: 4 })), steps);
  // Eight pixels in each byte.
  const bits = await firstRow(png({ data: new Uint8Array(16).fill(0b10100000), depth: 1 }));
  assertEquals(bits.slice(0, 4), [15, 0, 15, 0]);
});

Deno.test("readPicture reads interlaced PNG, also of less than 8 bits a pixel", async () => {
  const interlaced = encode({ width: 16, height: 8, data: ramp, channels: 1 }, {
    interlace: "Adam7",
  });
  assertEquals(await firstRow(interlaced), steps);
  const palette = chunk("PLTE", steps.flatMap((step) => [17 * step, 17 * step, 17 * step]));
  for (const depth of [1, 2, 4]) {
    const max = 2 ** depth - 1;
    const samples = Uint8Array.from(ramp, (value) => Math.round(value / 255 * max));
    const wanted = steps.map((_, i) => samples[i]);
    const header = { width: 16, height: 8, depth, interlaced: true };
    const rows = dataChunk(packRows(samples, header));
    const grey = pngFile(headerChunk(header), rows, chunk("IEND"));
    assertEquals(await firstRow(grey), wanted.map((sample) => 15 / max * sample), `${depth} bits`);
    const colored = pngFile(headerChunk({ ...header, colorType: 3 }), palette, rows, chunk("IEND"));
    assertEquals(await firstRow(colored), wanted, `palette of ${depth} bits`);
  }
});

Deno.test("readPicture reads JPEG, in any order of its segments and without its end", async () => {
  const { segments, scan } = takeApart(jpeg);
  const filled = segments.map((bytes) => join([0xff, 0xff], bytes));
  for (
    const file of [
      jpeg,
      putTogether(segments.toReversed(), scan),
      putTogether(filled, scan),
      jpeg.slice(0, -2),
    ]
  ) {
    const { width, height, values } = await readPicture(file);
    assertEquals([width, height], [16, 8]);
    for (const step of steps) assertAlmostEquals(values[step], step / 15, 0.03);
  }
});

Deno.test("readPicture turns a picture as the camera was held, in JPEG and PNG", async () => {
  const { segments, scan } = takeApart(jpeg);
  const header = headerChunk({ width: 16, height: 8 });
  const rows = dataChunk(packRows(ramp, { width: 16, height: 8 }));
  for (
    const file of [
      putTogether([exifSegment(exifBlock(6)), ...segments], scan),
      pngFile(header, chunk("eXIf", exifBlock(6)), rows, chunk("IEND")),
    ]
  ) {
    const { width, height, values } = await readPicture(file);
    assertEquals([width, height], [8, 16]);
    for (const step of steps) assertAlmostEquals(values[8 * step], step / 15, 0.03);
  }
});

Deno.test("readPicture makes large pictures smaller by averaging", async () => {
  const data = Uint8Array.from({ length: 2400 * 4 }, (_, i) => i % 2 === 0 ? 255 : 0);
  const { width, height, values } = await readPicture(
    encode({ width: 2400, height: 4, data, channels: 1 }),
  );
  assertEquals([width, height], [1200, 2]);
  for (const value of values.subarray(1, 1199)) assertAlmostEquals(value, 0.5, 0.01);
});

Deno.test("readPicture reads any bytes of grey and color as they are", async () => {
  const random = new Random([1, "bytes"]);
  const data = Uint8Array.from({ length: 220 * 207 }, () => 256 * random.uniform());
  const grey = await readPicture(encode({ width: 220, height: 207, data, channels: 1 }));
  assertEquals(grey.values, Float32Array.from(data, (byte) => byte / 255));
  const tripled = Uint8Array.from({ length: 3 * data.length }, (_, i) => data[Math.floor(i / 3)]);
  const colored = await readPicture(
    encode({ width: 220, height: 207, data: tripled, channels: 3 }),
  );
  for (const [i, value] of colored.values.entries()) assertAlmostEquals(value, data[i] / 255, 1e-6);
});

Deno.test("readPicture sees white ink on nothing, and dark ink with a soft edge", async () => {
  const read = async (...data: number[]) => {
    const width = data.length / 2;
    const file = encode({ width, height: 1, data: Uint8Array.from(data), channels: 2 });
    return Array.from((await readPicture(file)).values, (value) => Math.round(100 * value) / 100);
  };
  assertEquals(await read(255, 255, 255, 0, 0, 0), [1, 0, 0]);
  assertEquals(await read(51, 255, 51, 51, 0, 0), [0.2, 0.84, 1]);
});

Deno.test("readPicture reads files", async () => {
  await withDirectory(async (directory) => {
    const path = `${directory}/ramp.png`;
    await Deno.writeFile(path, png());
    assertEquals(await firstRow(path), steps);
    assertEquals(await firstRow(new URL(`file://${path}`)), steps);
  });
});

async function refuses(bytes: Uint8Array, message: string): Promise<void> {
  await assertRejects(() => readPicture(bytes), PictureError, message);
}

Deno.test("readPicture reads a file of a page, and names it in errors", async () => {
  assertEquals(await firstRow(new File([new Uint8Array(png())], "mine.png")), steps);
  await assertRejects(
    () => readPicture(new File(["words"], "mine.txt")),
    PictureError,
    'Cannot read picture "mine.txt": it is neither PNG, JPEG nor WebP',
  );
  const huge = new File([], "huge.png");
  Object.defineProperty(huge, "size", { value: 65 * 2 ** 20 });
  await assertRejects(
    () => readPicture(huge),
    PictureError,
    'Cannot read picture "huge.png": the file has 65 MiB but at most 64 MiB can be read',
  );
});

Deno.test("readPicture says what a file is that is neither PNG, JPEG nor WebP", async () => {
  const text = new TextEncoder();
  await refuses(new Uint8Array(), "it is empty");
  await refuses(text.encode("GIF89a and more"), "it is a GIF picture; save it as PNG or JPEG");
  await refuses(text.encode("\0\0\0\x24ftypheic\0\0\0\0"), "it is a HEIC picture");
  await refuses(text.encode("<!doctype html><p>"), "it is a web page");
  await refuses(text.encode("something else"), "it is neither PNG, JPEG nor WebP");
});

Deno.test("readPicture says what is wrong with a damaged picture", async () => {
  await refuses(png().with(4, 0x0a), "it begins almost as PNG does");
  await refuses(png().slice(0, 20), "it is cut off");
  await refuses(png().slice(0, 60), "it is cut off");
  await refuses(png().with(45, 99), "its PNG data cannot be decoded");
  await refuses(jpeg.slice(0, 200), "it is cut off");
  await refuses(new Uint8Array([0xff, 0xd8, 0xff]), "it is cut off");
  const { segments, scan } = takeApart(jpeg);
  const withoutTables = segments.filter((bytes) => bytes[1] !== 0xc4);
  await refuses(putTogether(withoutTables, scan), "its JPEG data cannot be decoded");
});

Deno.test("readPicture turns huge pictures away before it decodes them", async () => {
  const rows = dataChunk(new Uint8Array(8));
  const wide = pngFile(headerChunk({ width: 100_000, height: 100_000 }), rows, chunk("IEND"));
  await refuses(wide, "it has 100000x100000 pixels but at most 50 million can be read");
  const { segments, scan } = takeApart(jpeg);
  const frame = segments.findIndex((bytes) => bytes[1] === 0xc0);
  const size = [0xff, 0xdc, 0xff, 0xdc];
  const huge = segments.with(frame, join(segments[frame].subarray(0, 5), size, [1, 1, 0x11, 0]));
  await refuses(putTogether(huge, scan), "it has 65500x65500 pixels");
  await refuses(pngFile(headerChunk({ width: 0, height: 5 }), rows, chunk("IEND")), "no pixels");
});

Deno.test("readPicture takes no notice of data beyond the size of a PNG, nor of its profile", async () => {
  const rows = dataChunk(new Uint8Array(1_000_000));
  const header = headerChunk({ width: 16, height: 8 });
  const profile = chunk("iCCP", new TextEncoder().encode("any\0\0nonsense"));
  const { width, height, values } = await readPicture(
    pngFile(header, profile, rows, chunk("IEND")),
  );
  assertEquals([width, height], [16, 8]);
  assertEquals(values.every((value) => value === 0), true);
});

Deno.test("readPicture refuses a JPEG of very many scans", async () => {
  // Each scan of this progressive JPEG says that there is nothing in it.
  const side = 256;
  const frame = segment(0xc2, [8, side >> 8, 0, side >> 8, 0, 1, 1, 0x11, 0]);
  const tables = [
    segment(0xdb, [0, ...Array(64).fill(16)]),
    segment(0xc4, [0x10, 1, ...Array(15).fill(0), 0xa0]),
  ];
  // A run of 1024 blocks without coefficients: the one code there is, and 10 bits.
  const scan = join(segment(0xda, [1, 1, 0, 1, 63, 0]), [0b00000000, 0b00011111]);
  const file = (count: number) =>
    putTogether([...tables, frame], join(...Array(count).fill(scan), [0xff, 0xd9]));
  const { width, height } = await readPicture(file(10));
  assertEquals([width, height], [side, side]);
  await refuses(file(5000), "Too many scans");
});

Deno.test("readPicture names the file that it cannot read", async () => {
  await withDirectory(async (folder) => {
    await assertRejects(
      () => readPicture(`${folder}/gone.png`),
      Deno.errors.NotFound,
      `Cannot read picture: "${folder}/gone.png" is not there`,
    );
    await assertRejects(
      () => readPicture(folder),
      Deno.errors.IsADirectory,
      `Cannot read picture: "${folder}" is a folder`,
    );
    const path = `${folder}/large.png`;
    await Deno.writeFile(path, png());
    await Deno.truncate(path, 65 * 2 ** 20);
    await assertRejects(() => readPicture(path), PictureError, "65 MiB but at most 64 MiB");
  });
});

Deno.test("readPicture refuses what is no file without waiting for its end", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await assertRejects(() => readPicture("/dev/zero"), PictureError, "it is not a file");
});
