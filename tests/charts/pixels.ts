// Tiny images for the tests of pictures, and the pixels of what they become.

import { assertEquals } from "@std/assert";
import { decode } from "fast-png";
import type { Picture } from "../../lib/charts/picture.ts";
import { Dataset } from "../../lib/data/mod.ts";

/** Two images of 2x2, labelled 1 and 0. */
export const digits = new Dataset(
  new Uint8Array([0, 255, 0, 51, 9, 9, 9, 9]),
  new Uint8Array([1, 0]),
  {
    name: "two tiny images",
    imageShape: [2, 2],
    classes: 2,
  },
);

/** Reads the PNG back: the color of a pixel, or "transparent". */
export function pixelReader(picture: Picture): (x: number, y: number) => string {
  const image = decode(picture.png);
  assertEquals([image.width, image.height], [picture.width, picture.height]);
  return (x, y) => {
    const [red, green, blue, opacity] = image.palette![image.data[y * image.width + x]];
    return opacity === 0 ? "transparent" : [red, green, blue].join(" ");
  };
}
