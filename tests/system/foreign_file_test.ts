// Files that are not what their names say are called by what they are.

import { assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { foreignFile } from "../../lib/system/foreign_file.ts";

/** Bytes written as letters, one each. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

const beginnings: Record<string, string[]> = {
  "empty": [""],
  "a web page": [
    "<!DOCTYPE html><html>",
    "\xef\xbb\xbf\r\n<html lang='de'>",
    "<!-- saved from url --> <!doctype HTML>",
    "<head><title>404</title>",
  ],
  "a text in XML": ['<?xml version="1.0"?><Error><Code>AccessDenied', "<Error><Code>NoSuchKey"],
  "a text in JSON": ['{"message": "Not Found"}', ' [\n {"id": 1}]', "[[0, 1]]"],
  "a Git LFS pointer, which only names the file": [
    "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a",
  ],
  "a PyTorch file, which holds Python objects": [`PK\x03\x04${"\0".repeat(26)}model/data.pklFB`],
  "an Office document": [
    `PK\x03\x04${"\0".repeat(26)}[Content_Types].xml`,
    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
  ],
  "an archive of NumPy arrays (.npz)": [`PK\x03\x04${"\x01".repeat(26)}x_train.npy`],
  "a zip archive": [`PK\x03\x04${"\0".repeat(26)}mnist_train.csv`],
  "a gzip archive": ["\x1f\x8b\x08\0\0"],
  "a bzip2 archive": ["BZh91AY&SY"],
  "an xz archive": ["\xfd7zXZ\0\0\x04"],
  "a Zstandard archive": ["\x28\xb5\x2f\xfd\x24"],
  "a 7-Zip archive": ["7z\xbc\xaf\x27\x1c\0\x04"],
  "a RAR archive": ["Rar!\x1a\x07\x01\0"],
  "a tar archive": [`train-images${"\0".repeat(245)}ustar\x0000`],
  "a Python pickle": ["\x80\x04\x95\x10", "\x80\x02}q"],
  "a NumPy array (.npy)": ["\x93NUMPY\x01\0v\0{'descr': '|u1'"],
  "an HDF5 file, as Keras writes them": ["\x89HDF\r\n\x1a\n\0"],
  "an ONNX model": ["\x08\x08\x12\x07pytorch\x1a\x05", "\x08\x0a\x12\x07tf2onnx"],
  "a GGUF model": ["GGUF\x03\0\0\0"],
  "a TensorFlow Lite model": ["\x1c\0\0\0TFL3"],
  "a Parquet table": ["PAR1\x15\x04"],
  "a text in UTF-16": ["\xff\xfel\0a\0b\0e\0l\0", "\xfe\xff\0l\0a"],
  "a PDF document": ["%PDF-1.7"],
  "a PNG picture": ["\x89PNG\r\n\x1a\n"],
  "a JPEG picture": ["\xff\xd8\xff\xe0\0\x10JFIF"],
  "a GIF picture": ["GIF89a"],
  "a TIFF picture": ["II*\0\x08", "MM\0*\0"],
  "a WebP picture": ["RIFF\x24\x10\0\0WEBPVP8 "],
  "an AVIF picture": ["\0\0\0\x1cftypavif"],
  "a HEIC picture, as iPhones take them": ["\0\0\0\x24ftypheic", "\0\0\0\x18ftypmif1"],
  "an IDX file": ["\0\0\x08\x03\0\0\xea\x60", "\0\0\x08\x01\0\0\xea\x60"],
  "a safetensors file": ['\x58\0\0\0\0\0\0\0{"layers.0.weights":'],
};

for (const [what, texts] of Object.entries(beginnings)) {
  Deno.test(`foreignFile finds ${what}`, () => {
    for (const text of texts) {
      const found = foreignFile(bytesOf(text));
      assertEquals(found?.what, what);
      assertMatch(found!.remedy, /^[a-z]/);
    }
  });
}

Deno.test("foreignFile has nothing to say of tables of numbers", () => {
  for (const text of ["label,1x1,1x2\n7,0,255\n", "7,0,255\n", "\0\0\0\0", "7\t0\t255"]) {
    assertEquals(foreignFile(bytesOf(text)), undefined);
  }
});

Deno.test("foreignFile is not kept busy by comments without an end", () => {
  const comments = "<!---->".repeat(200);
  assertEquals(foreignFile(bytesOf(`${comments}label,1`)), undefined);
  assertEquals(foreignFile(bytesOf(`${comments.slice(0, 700)}<html>`))?.what, "a web page");
});

Deno.test("foreignFile takes any bytes", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
    foreignFile(bytes);
  }));
});
