// Tests of lib/inference/jpeg_segments.ts

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { readJpegSegments } from "../../lib/inference/jpeg_segments.ts";
import { DamagedPicture } from "../../lib/inference/picture_parts.ts";
import { exifBlock, exifSegment, jpegOf, putTogether, segment, takeApart } from "./jpeg_file.ts";
import { join } from "./png_file.ts";

const file = jpegOf(new Uint8Array(128).fill(200), { width: 16, height: 8 });
const { segments, scan } = takeApart(file);
/** The same without the segment of JFIF, which no decoder needs. */
const needed = segments.filter((bytes) => bytes[1] !== 0xe0);

Deno.test("readJpegSegments tells the size and the orientation, and keeps what the picture needs", () => {
  const comment = segment(0xfe, [1, 2, 3]);
  const profile = segment(0xe2, new Uint8Array(1000));
  const adobe = segment(0xee, new TextEncoder().encode("Adobe\0d\0\0\0\0\0"));
  const parts = readJpegSegments(
    putTogether([exifSegment(exifBlock(8)), comment, ...segments, profile, adobe], scan),
  );
  assertEquals([parts.type, parts.width, parts.height], ["image/jpeg", 16, 8]);
  assertEquals(parts.orientation, 8);
  assertEquals(parts.data, putTogether([...needed, adobe], scan));
});

Deno.test("readJpegSegments reads segments in any order, with fill bytes before their markers", () => {
  const filled = needed.toReversed().map((bytes) => join([0xff, 0xff], bytes));
  const parts = readJpegSegments(putTogether(filled, join([0xff], scan)));
  assertEquals([parts.width, parts.height], [16, 8]);
  assertEquals(parts.data, putTogether(needed.toReversed(), scan));
});

Deno.test("readJpegSegments takes the first orientation that a file names", () => {
  const xmp = segment(0xe1, new TextEncoder().encode("http://ns.adobe.com/xap/1.0/\0"));
  const exif = exifSegment(exifBlock(3));
  assertEquals(readJpegSegments(putTogether([xmp, exif, ...segments], scan)).orientation, 3);
  assertEquals(readJpegSegments(putTogether([exif, xmp, ...segments], scan)).orientation, 3);
});

Deno.test("readJpegSegments refuses a second frame, no frame, no scan and a short frame", () => {
  const frame = needed.find((bytes) => bytes[1] === 0xc0)!;
  const others = needed.filter((bytes) => bytes !== frame);
  const refuses = (bytes: Uint8Array, message: string) => {
    assertThrows(() => readJpegSegments(bytes), DamagedPicture, message);
  };
  refuses(putTogether([...needed, frame], scan), "more than one frame");
  refuses(putTogether(others, scan), "no frame header");
  refuses(putTogether([segment(0xc0, [8, 0, 1])], scan), "too short");
  refuses(putTogether(needed, join([0xff, 0xd9], scan)), "ends before its picture begins");
  refuses(putTogether(needed, new Uint8Array()), "it is cut off");
});

Deno.test("readJpegSegments takes any bytes apart or says what is wrong", () => {
  fc.assert(
    fc.property(
      fc.nat(needed.length),
      fc.array(fc.oneof(fc.constantFrom(0xff, 0xc0, 0xda, 0xe1, 0, 8), fc.nat(255))),
      (count, content) => {
        try {
          const { width, height } = readJpegSegments(
            putTogether(needed.slice(0, count), Uint8Array.from(content)),
          );
          assertEquals([width, height].every((side) => side >= 0 && side < 2 ** 16), true);
        } catch (error) {
          if (!(error instanceof DamagedPicture)) throw error;
        }
      },
    ),
  );
});
