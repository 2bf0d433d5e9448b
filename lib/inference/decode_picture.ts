// From the bytes of a picture file to samples, by the decoders that come with Deno.

import { decodePlainPng } from "./decode_png.ts";
import type { Samples } from "./luminance.ts";
import type { PictureParts } from "./picture_parts.ts";

/**
 * Decodes a picture, and makes it smaller by an integer factor if it is large.
 *
 * @param parts The picture, whose size was found to be one that there is memory for.
 * @param options `maxSide`: how many pixels the longer side has at most.
 * @throws {DOMException} If it cannot be decoded.
 */
export async function decodePicture(
  { type, width, height, data }: PictureParts,
  { maxSide }: { maxSide: number },
): Promise<Samples> {
  const factor = Math.ceil(Math.max(width, height) / maxSide);
  const bitmap = await createImageBitmap(new Blob([data], { type }), {
    colorSpaceConversion: "none",
    ...factor > 1 && {
      resizeWidth: Math.max(1, Math.floor(width / factor)),
      resizeHeight: Math.max(1, Math.floor(height / factor)),
      resizeQuality: "low",
    },
  });
  return await decodePlainPng(await toPng(bitmap));
}

/** Deno gives the pixels of a bitmap away in another picture file only. */
async function toPng(bitmap: ImageBitmap): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  try {
    canvas.getContext("bitmaprenderer")!.transferFromImageBitmap(bitmap);
    const file = await canvas.convertToBlob({ type: "image/png" });
    return new Uint8Array(await file.arrayBuffer());
  } finally {
    // Deno 2.9 never lets go of what a canvas holds, so that it must hold little.
    canvas.width = canvas.height = 1;
  }
}
