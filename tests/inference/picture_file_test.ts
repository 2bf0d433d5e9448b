// Tests of lib/inference/picture_file.ts

import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { encode, type ImageData } from "fast-png";
import jpeg from "jpeg-js";
import { PictureError, readPicture } from "../../lib/inference/picture_file.ts";

/** A grey ramp of 16x8 pixels. */
const ramp = Uint8Array.from({ length: 128 }, (_, i) => 17 * (i % 16));

function png(image: Partial<ImageData> = {}): Uint8Array {
  return encode({ width: 16, height: 8, data: ramp, channels: 1, ...image });
}

function jpegOfRamp(): Uint8Array {
  const data = Uint8Array.from({ length: 512 }, (_, i) => i % 4 === 3 ? 255 : ramp[i >> 2]);
  return Uint8Array.from(jpeg.encode({ width: 16, height: 8, data }, 100).data);
}

/** The first row of a picture in steps of the ramp. */
async function firstRow(source: string | URL | Uint8Array): Promise<number[]> {
  const { width, values } = await readPicture(source);
  return Array.from(values.subarray(0, width), (value) => Math.round(15 * value));
}

const steps = Array.from({ length: 16 }, (_, i) => i);

Deno.test("readPicture reads PNG of every depth, colour and interlacing", async () => {
  assertEquals(await firstRow(png()), steps);
  const wide = Uint16Array.from(ramp, (value) => 257 * value);
  assertEquals(await firstRow(png({ data: wide, depth: 16 })), steps);
  const colour = Uint8Array.from({ length: 384 }, (_, i) => ramp[Math.floor(i / 3)]);
  assertEquals(await firstRow(png({ data: colour, channels: 3 })), steps);
  const palette = steps.map((step) => [17 * step, 17 * step, 17 * step]);
  const indices = Uint8Array.from(ramp, (value) => value / 17);
  assertEquals(await firstRow(png({ data: indices, palette })), steps);
  const interlaced = encode({ width: 16, height: 8, data: ramp, channels: 1 }, {
    interlace: "Adam7",
  });
  assertEquals(await firstRow(interlaced), steps);
  // Two pixels in each byte.
  const packed = Uint8Array.from({ length: 64 }, (_, i) => (2 * i % 16) * 16 + 2 * i % 16 + 1);
  assertEquals(await firstRow(png({ data: packed, depth: 4 })), steps);
  // Eight pixels in each byte.
  const bits = await firstRow(png({ data: new Uint8Array(16).fill(0b10100000), depth: 1 }));
  assertEquals(bits.slice(0, 4), [15, 0, 15, 0]);
});

Deno.test("readPicture reads JPEG", async () => {
  const { width, height, values } = await readPicture(jpegOfRamp());
  assertEquals([width, height], [16, 8]);
  for (const step of steps) assertAlmostEquals(values[step], step / 15, 0.03);
});

Deno.test("readPicture turns a photograph as the camera was held", async () => {
  const bytes = jpegOfRamp();
  // An EXIF block with one entry: orientation 6, a quarter turn to the right.
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0];
  const exif = [...new TextEncoder().encode("Exif\0\0"), ...tiff, 0, 0, 0, 0];
  const block = [0xff, 0xe1, 0, exif.length + 2, ...exif];
  const turned = new Uint8Array([...bytes.subarray(0, 2), ...block, ...bytes.subarray(2)]);
  const { width, height, values } = await readPicture(turned);
  assertEquals([width, height], [8, 16]);
  for (const step of steps) assertAlmostEquals(values[8 * step], step / 15, 0.03);
});

Deno.test("readPicture reads files", async () => {
  const path = await Deno.makeTempFile({ suffix: ".png" });
  try {
    await Deno.writeFile(path, png());
    assertEquals(await firstRow(path), steps);
    assertEquals(await firstRow(new URL(`file://${path}`)), steps);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("readPicture says what is wrong with what is no picture", async () => {
  const refuses = async (bytes: Uint8Array, message: string) => {
    await assertRejects(() => readPicture(bytes), PictureError, message);
  };
  await refuses(new Uint8Array(), "the file is empty");
  await refuses(new TextEncoder().encode("GIF89a and more"), "neither PNG nor JPEG");
  await refuses(png().slice(0, 20), "PNG header is damaged or cut off");
  await refuses(png().slice(0, 60), "PNG data is damaged");
  await refuses(png().with(45, 99), "PNG data is damaged");
  await refuses(jpegOfRamp().slice(0, 200), "JPEG");
  await refuses(new Uint8Array([0xff, 0xd8, 0xff]), "JPEG header is damaged or cut off");
});

Deno.test("readPicture turns huge pictures away before it unpacks them", async () => {
  const huge = png().slice();
  new DataView(huge.buffer).setUint32(16, 100_000);
  new DataView(huge.buffer).setUint32(20, 100_000);
  await assertRejects(
    () => readPicture(huge),
    PictureError,
    "it has 100000x100000 pixels but at most 50 million can be read",
  );
});

Deno.test("readPicture names the file that it cannot read", async () => {
  await assertRejects(
    () => readPicture("no/such/picture.png"),
    Deno.errors.NotFound,
    'Cannot read picture "no/such/picture.png": there is no such file',
  );
  const folder = await Deno.makeTempDir();
  try {
    const error = await assertRejects(() => readPicture(folder), PictureError, "it is not a file");
    assert(error.message.includes(folder));
  } finally {
    await Deno.remove(folder);
  }
});
