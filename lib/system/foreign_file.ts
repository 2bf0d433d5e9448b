// What a file really is, where it is not what its name says: a web page, an archive, a pointer.

/** What a file was found to be, and how its reader may come to the right one. */
export interface ForeignFile {
  /** Such as "a web page". */
  readonly what: string;
  /** What to do about it, as the end of an error: "download the file itself". */
  readonly remedy: string;
}

interface Kind extends ForeignFile {
  /** What the file has at `at`, a letter for each byte: one of these. */
  readonly magic?: readonly string[];
  /** 0 unless told. */
  readonly at?: number;
  /** What is also found near its beginning. */
  readonly has?: string;
  /** What its beginning is like, if it is a text. */
  readonly text?: RegExp;
}

const ZIP = "PK\x03\x04";
const UNPACK = "unpack it and use the file inside";
const AGAIN = "get the file again";
const PICTURE = "a picture is no place for data; get the file that was meant";

/** More than any of the patterns below needs. */
const LENGTH = 1024;

/** In the order of looking: what is more special comes first. */
const KINDS: readonly Kind[] = [
  {
    text: /^version https:\/\/git-lfs\.github\.com\//,
    what: "a Git LFS pointer, which only names the file",
    remedy: "run `git lfs pull` where it comes from, or download the file itself",
  },
  {
    text: /^\s*(<!--((?!-->).)*-->\s*)*<(!doctype html|html|head|body|script|meta|title)\b/is,
    what: "a web page",
    remedy: "its address led to a page about the file; download the file itself",
  },
  {
    text: /^\s*<(\?xml|[A-Za-z]+[\s>])/,
    what: "a text in XML",
    remedy: "a server answers so instead of giving a file; download the file itself",
  },
  {
    text: /^\s*[{[]\s*["{[]/,
    what: "a text in JSON",
    remedy: "a server answers so instead of giving a file; download the file itself",
  },
  {
    magic: [ZIP],
    has: "data.pkl",
    what: "a PyTorch file, which holds Python objects",
    remedy: "save its tensors with safetensors.torch.save_file",
  },
  {
    magic: [ZIP],
    has: "[Content_Types].xml",
    what: "an Office document",
    remedy: "save it as CSV",
  },
  {
    magic: [ZIP],
    has: ".npy",
    what: "an archive of NumPy arrays (.npz)",
    remedy: "save what is in it in the format that is wanted",
  },
  { magic: [ZIP], what: "a zip archive", remedy: UNPACK },
  { magic: ["\x1f\x8b"], what: "a gzip archive", remedy: UNPACK },
  { magic: ["BZh"], what: "a bzip2 archive", remedy: UNPACK },
  { magic: ["\xfd7zXZ\0"], what: "an xz archive", remedy: UNPACK },
  { magic: ["\x28\xb5\x2f\xfd"], what: "a Zstandard archive", remedy: UNPACK },
  { magic: ["7z\xbc\xaf\x27\x1c"], what: "a 7-Zip archive", remedy: UNPACK },
  { magic: ["Rar!\x1a\x07"], what: "a RAR archive", remedy: UNPACK },
  { magic: ["ustar"], at: 257, what: "a tar archive", remedy: UNPACK },
  {
    magic: ["\x80\x02", "\x80\x03", "\x80\x04", "\x80\x05"],
    what: "a Python pickle",
    remedy: "save what is in it in the format that is wanted",
  },
  {
    magic: ["\x93NUMPY"],
    what: "a NumPy array (.npy)",
    remedy: "save it in the format that is wanted",
  },
  {
    magic: ["\x89HDF\r\n\x1a\n"],
    what: "an HDF5 file, as Keras writes them",
    remedy: "save what is in it in the format that is wanted",
  },
  {
    // The version of the format, and the name of the program that wrote it.
    magic: [..."\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d"].map((version) =>
      `\x08${version}\x12`
    ),
    what: "an ONNX model",
    remedy: "save its weights as safetensors",
  },
  { magic: ["GGUF"], what: "a GGUF model", remedy: "get the model as safetensors" },
  {
    magic: ["TFL3"],
    at: 4,
    what: "a TensorFlow Lite model",
    remedy: "save its weights as safetensors",
  },
  { magic: ["PAR1"], what: "a Parquet table", remedy: "save it as CSV" },
  { magic: ["\xd0\xcf\x11\xe0"], what: "an Office document", remedy: "save it as CSV" },
  {
    magic: ["\xff\xfe", "\xfe\xff"],
    what: "a text in UTF-16",
    remedy: "save it as UTF-8",
  },
  { magic: ["%PDF-"], what: "a PDF document", remedy: AGAIN },
  { magic: ["\x89PNG\r\n"], what: "a PNG picture", remedy: PICTURE },
  { magic: ["\xff\xd8\xff"], what: "a JPEG picture", remedy: PICTURE },
  { magic: ["GIF8"], what: "a GIF picture", remedy: "save it as PNG or JPEG" },
  { magic: ["II*\0", "MM\0*"], what: "a TIFF picture", remedy: "save it as PNG or JPEG" },
  { magic: ["WEBP"], at: 8, what: "a WebP picture", remedy: "save it as PNG or JPEG" },
  {
    magic: ["ftypavif", "ftypavis"],
    at: 4,
    what: "an AVIF picture",
    remedy: "save it as PNG or JPEG",
  },
  {
    magic: ["ftyphe", "ftypmif1", "ftypmsf1"],
    at: 4,
    what: "a HEIC picture, as iPhones take them",
    remedy: "save it as PNG or JPEG",
  },
  { magic: ["\0\0\x08\x01", "\0\0\x08\x03"], what: "an IDX file", remedy: AGAIN },
  { magic: ['\0\0\0{"'], at: 5, what: "a safetensors file", remedy: AGAIN },
];

/**
 * Looks at how a file begins.
 *
 * @param bytes The file, or its first 1,024 bytes.
 * @returns What it is, or nothing if it is none of the kinds that are taken for another now and then. A
 * reader asks when a file is not what it wants, so it is no answer that the file is just that.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { foreignFile } from "./foreign_file.ts";
 *
 * const bytes = new TextEncoder().encode("<!DOCTYPE html><title>Not found</title>");
 * assertEquals(foreignFile(bytes)?.what, "a web page");
 * ```
 */
export function foreignFile(bytes: Uint8Array): ForeignFile | undefined {
  if (bytes.length === 0) return { what: "empty", remedy: AGAIN };
  let start = String.fromCharCode(...bytes.subarray(0, LENGTH));
  // The byte order mark of UTF-8.
  if (start.startsWith("\xef\xbb\xbf")) start = start.slice(3);
  return KINDS.find(({ magic, at = 0, has = "", text }) =>
    (magic === undefined || magic.some((bytes) => start.startsWith(bytes, at))) &&
    start.includes(has) && (text === undefined || text.test(start))
  );
}
