// The safetensors format: what is written is read again, and nothing malformed is.

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  decodeSafetensors,
  encodeSafetensors,
  type NamedTensor,
  SafetensorsError,
} from "../../lib/nn/safetensors.ts";
import { sizeOf, Tensor } from "../../lib/tensor/tensor.ts";

const text = fc.string({ unit: "binary" });
const tensor = fc.array(fc.nat(4), { maxLength: 3 }).chain((shape) =>
  fc.array(fc.float(), { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
    .map((numbers) => new Tensor(shape, new Float32Array(numbers)))
);
const tensors = fc.uniqueArray(fc.record({ name: text, value: tensor }), {
  selector: ({ name }) => name,
  maxLength: 6,
}).filter((tensors) => tensors.every(({ name }) => name !== "__metadata__"));

Deno.test("decodeSafetensors reads what encodeSafetensors wrote", () => {
  fc.assert(fc.property(tensors, fc.dictionary(text, text), (tensors, metadata) => {
    const found = decodeSafetensors(encodeSafetensors(tensors, { metadata }));
    assertEquals(found.tensors, new Map(tensors.map(({ name, value }) => [name, value])));
    assertEquals(Object.entries(found.metadata), Object.entries(metadata));
  }));
});

Deno.test("encodeSafetensors lets the numbers start at a multiple of 8", () => {
  for (const name of ["", "a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg"]) {
    const bytes = encodeSafetensors([{ name, value: new Tensor([1]) }]);
    assertEquals((bytes.length - 4) % 8, 0);
  }
});

Deno.test("encodeSafetensors refuses names that are taken", () => {
  const value = new Tensor([1]);
  const twice = [{ name: "a", value }, { name: "a", value }];
  assertThrows(() => encodeSafetensors(twice), RangeError, `the name "a" is taken`);
  const reserved = [{ name: "__metadata__", value }];
  assertThrows(() => encodeSafetensors(reserved), RangeError, `"__metadata__" is taken`);
});

Deno.test("decodeSafetensors reads what the format's own library wrote", async () => {
  const path = new URL("../golden/tensors.safetensors", import.meta.url);
  const { tensors, metadata } = decodeSafetensors(await Deno.readFile(path));
  const thirds = [0, 1, 2, 3, 4, 5].map((number) => number / 3);
  assertEquals(Object.fromEntries(tensors), {
    "dense1.weights": new Tensor([2, 3], new Float32Array(thirds)),
    "dense1.bias": new Tensor([3], new Float32Array([-1, 0.5, 1e-30])),
    scalar: new Tensor([], new Float32Array([7])),
    empty: new Tensor([0, 4]),
    "schräg \u4e00": new Tensor([1], new Float32Array([Infinity])),
  });
  assertEquals(metadata, { "written by": "safetensors", quote: '"' });
});

Deno.test("decodeSafetensors reads floats of 16 and 64 bits as PyTorch writes them", async () => {
  const path = new URL("../golden/dtypes.safetensors", import.meta.url);
  const { tensors, unread } = decodeSafetensors(await Deno.readFile(path));
  const numbers = [0, -0, 1, -2.5, 1 / 3, 6e-8, 1e-5, 65504];
  assertEquals(Object.fromEntries([...tensors].map(([name, { data }]) => [name, data])), {
    F16: Float32Array.from(numbers, Math.f16round),
    // What PyTorch says these are: BF16 has 8 bits of precision.
    BF16: new Float32Array([
      0,
      -0,
      1,
      -2.5,
      0.333984375,
      6.007030606269836e-08,
      1.0013580322265625e-05,
      65536,
    ]),
    F32: new Float32Array(numbers),
    F64: new Float32Array(numbers),
    infinite: new Float32Array([Infinity, -Infinity, NaN]),
  });
  assertEquals(unread, new Map([["steps", { dtype: "I64" as const, shape: [] }]]));
});

Deno.test("decodeSafetensors reads texts of any length", () => {
  const metadata = { text: `\\"{[${"a".repeat(10_000_000)}` };
  assertEquals(decodeSafetensors(encodeSafetensors([], { metadata })).metadata, metadata);
});

Deno.test("decodeSafetensors reads bytes in the middle of others", () => {
  const value = new Tensor([3], new Float32Array([1, 2, 3]));
  const bytes = encodeSafetensors([{ name: "a", value }]);
  const around = new Uint8Array(bytes.length + 8);
  around.set(bytes, 3);
  const { tensors } = decodeSafetensors(around.subarray(3, 3 + bytes.length));
  assertEquals(tensors.get("a"), value);
});

const A = `"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}`;
const B = `"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}`;
const entry = (fields: string) => `{"a":{${fields}}}`;

/** Headers, how many bytes follow them, and what is wrong with the file. */
const malformed: [header: string | Uint8Array, bytes: number, problem: string][] = [
  [new Uint8Array([0x7b, 0xff, 0x7d]), 0, "the header is not UTF-8"],
  ["", 0, "the header is not a JSON object"],
  ["{", 0, "the header is not JSON"],
  [`{${A},}`, 8, "the header is not JSON"],
  [`\ufeff{${A}}`, 8, "the header is not a JSON object"],
  [`{${A}}\0`, 8, "the header is not JSON"],
  ["[]", 0, "the header is not a JSON object"],
  ["null", 0, "the header is not a JSON object"],
  [` {${A}}`, 8, "the header is not a JSON object"],
  [`{${A},${A}}`, 8, `the header has the name "a" twice`],
  [`{${A},${A.replace("a", "\\u0061")}}`, 8, `the header has the name "a" twice`],
  [entry(`"shape":[1],"shape":[2],"dtype":"F32","data_offsets":[0,8]`), 8, `"shape" twice`],
  [`{"__metadata__":{"k":"1","k":"2"}}`, 0, `the name "k" twice`],
  [`{"__metadata__":[]}`, 0, "__metadata__ must be an object of texts"],
  [`{"__metadata__":{"epoch":7}}`, 0, "__metadata__ must be an object of texts"],
  [`{"a":[]}`, 0, `tensor "a": dtype is missing but must`],
  [`{"a":null}`, 0, `tensor "a": its entry is null but must be an object`],
  [
    entry(`"dtype":"Q4","shape":[4],"data_offsets":[0,8]`),
    8,
    `dtype is "Q4" but must be one of "F32"`,
  ],
  [entry(`"dtype":"f32","shape":[2],"data_offsets":[0,8]`), 8, "did you mean F32?"],
  [entry(`"shape":[2],"data_offsets":[0,8]`), 8, `tensor "a": dtype is missing`],
  [
    entry(`"dtype":"F32","data_offsets":[0,8]`),
    8,
    "shape is missing but must be a list of integers",
  ],
  [entry(`"dtype":"F32","shape":[-2],"data_offsets":[0,8]`), 8, "shape[0] is -2 but must be"],
  [entry(`"dtype":"F32","shape":[1.5],"data_offsets":[0,6]`), 6, "shape[0] is 1.5 but must be"],
  [entry(`"dtype":"F32","shape":2,"data_offsets":[0,8]`), 8, "shape is 2 but must be a list"],
  [entry(`"dtype":"F32","shape":[1e300],"data_offsets":[0,8]`), 8, "shape[0] is 1e+300 but must"],
  [
    entry(`"dtype":"F32","shape":[2]`),
    8,
    "data_offsets is missing but must be the list [begin, end]",
  ],
  [
    entry(`"dtype":"F32","shape":[2],"data_offsets":[8]`),
    8,
    "data_offsets is [8] but must be the list [begin, end]",
  ],
  [entry(`"dtype":"F32","shape":[2],"data_offsets":[0,8,9]`), 8, "data_offsets"],
  [entry(`"dtype":"F32","shape":[2],"data_offsets":[8,0]`), 8, "its data_offsets are [8, 0]"],
  [entry(`"dtype":"F32","shape":[2],"data_offsets":[-8,0]`), 8, "data_offsets[0] is -8 but must"],
  [entry(`"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1`), 8, "found the unknown x, known"],
  [
    entry(`"dtype":"F32","shape":[3],"data_offsets":[0,8]`),
    8,
    "F32 numbers of shape [3] take 12 bytes, but its data_offsets are [0, 8]",
  ],
  [
    entry(`"dtype":"F16","shape":[2],"data_offsets":[0,8]`),
    8,
    "F16 numbers of shape [2] take 4 bytes",
  ],
  [
    entry(`"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]`),
    8,
    "take 73786976294838210000 bytes, but its data_offsets are [0, 8]",
  ],
  [entry(`"dtype":"F32","shape":[[2]],"data_offsets":[0,8]`), 8, "nested more than 3 levels deep"],
  [`{"a":${"[".repeat(1e6)}${"]".repeat(1e6)}}`, 0, "nested more than 3 levels deep"],
  [`{"a":[${"[],".repeat(2 ** 20)}[]]}`, 0, "more than 1048576 lists and objects"],
  [`{${A},${B}}`, 8, `"b" ends at 12, but there are 8 bytes of numbers`],
  [`{${A},${B}}`, 13, "bytes 12 to 13 belong to no tensor"],
  [`{${B}}`, 12, "bytes 0 to 8 belong to no tensor"],
  ["{}", 4, "bytes 0 to 4 belong to no tensor"],
  [`{${A},${B.replace("[8,12]", "[4,8]")}}`, 8, `"b" begins at 4, but "a" ends at 8`],
  [`{${A},${B.replace("[8,12]", "[9,13]")}}`, 13, "bytes 8 to 9 belong to no tensor"],
];

Deno.test("decodeSafetensors refuses every malformed header, and says what is wrong", () => {
  for (const [header, bytes, problem] of malformed) {
    const error = assertThrows(
      () => decodeSafetensors(file(header, bytes), { from: "x.safetensors" }),
      SafetensorsError,
      problem,
    );
    assert(error.message.startsWith("Cannot read x.safetensors: "));
    assertEquals(error.name, "SafetensorsError");
  }
});

Deno.test("decodeSafetensors shows little of what it found, however long it is", () => {
  const long = "x".repeat(1_000_000);
  for (const header of [`{"${long}":1}`, `{"${long}":1,"${long}":1}`, entry(`"dtype":"${long}"`)]) {
    const error = assertThrows(() => decodeSafetensors(file(header, 0)), SafetensorsError);
    assert(error.message.length < 400, error.message);
  }
});

const foreign: [text: string, message: string][] = [
  ["", "it is empty; get the file again"],
  ["<!DOCTYPE html><html><body>Not found", "it is a web page; its address led to a page"],
  ["version https://git-lfs.github.com/spec/v1\noid sha256:4d7a", "it is a Git LFS pointer"],
  [
    "PK\x03\x04\0\0\b\b\0\0\0\0\0\0archive/data.pklFB",
    "it is a PyTorch file, which holds Python obj",
  ],
  ["\x80\x02\x8a\nl\xfc\x9cF\xf9 j", "it is a Python pickle"],
  ["\x89HDF\r\n\x1a\n\0\0", "it is an HDF5 file, as Keras writes them"],
  ["\x08\x08\x12\x07pytorch\x1a\x052.1.0", "it is an ONNX model"],
  ["\x1f\x8b\x08\0\0\0\0\0", "it is a gzip archive; unpack it"],
];

Deno.test("decodeSafetensors names a file of another format for what it is", () => {
  for (const [text, message] of foreign) {
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    assertThrows(() => decodeSafetensors(bytes), SafetensorsError, message);
  }
});

Deno.test("encodeSafetensors refuses metadata that are no texts", () => {
  assertThrows(
    () => encodeSafetensors([], { metadata: { accuracy: 0.9975 as unknown as string } }),
    TypeError,
    `the metadata "accuracy" is 0.9975 but must be a text`,
  );
});

Deno.test("decodeSafetensors refuses files that end before their header does", () => {
  const bytes = file(`{${A}}`, 8);
  assertThrows(() => decodeSafetensors(bytes.subarray(0, 7)), SafetensorsError, "it has 7 bytes");
  assertThrows(
    () => decodeSafetensors(bytes.subarray(0, 20)),
    SafetensorsError,
    "the header should have 54 bytes, but 12 follow its length",
  );
  bytes.fill(255, 0, 8);
  assertThrows(() => decodeSafetensors(bytes), SafetensorsError, "have 18446744073709551615 bytes");
});

Deno.test("decodeSafetensors reads a damaged file or refuses it, and fails in no other way", () => {
  const change = fc.record({ at: fc.nat(), byte: fc.nat(255) });
  fc.assert(
    fc.property(tensors, fc.array(change, { minLength: 1 }), fc.nat(), (tensors, changes, cut) => {
      const bytes = encodeSafetensors(tensors, { metadata: { a: "b" } });
      for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
      attempt(bytes);
      attempt(bytes.subarray(0, cut % bytes.length));
    }),
    { numRuns: 300 },
  );
});

Deno.test("decodeSafetensors reads any JSON as a header or refuses it, and fails in no other way", () => {
  const number = fc.oneof(fc.constantFrom(0, 4, 8), fc.integer(), fc.double());
  const value = fc.oneof(
    fc.record({
      dtype: fc.constantFrom("F32", "F64"),
      shape: fc.array(number, { maxLength: 2 }),
      data_offsets: fc.array(number, { maxLength: 3 }),
    }, { requiredKeys: [] }),
    fc.jsonValue(),
  );
  const name = fc.constantFrom("a", "b", "__metadata__", "__proto__", "constructor");
  fc.assert(fc.property(fc.dictionary(name, value), fc.nat(16), (header, bytes) => {
    attempt(file(JSON.stringify(header), bytes));
  }));
});

/** Whatever the bytes are: either a file that is consistent, or a SafetensorsError. */
function attempt(bytes: Uint8Array) {
  let tensors: ReadonlyMap<string, Tensor>;
  try {
    ({ tensors } = decodeSafetensors(bytes));
  } catch (error) {
    assert(error instanceof SafetensorsError, `${error}`);
    return;
  }
  const list: NamedTensor[] = [...tensors].map(([name, value]) => ({ name, value }));
  assert(encodeSafetensors(list).length <= bytes.length + 8);
}

/** A file of a header and that many bytes of zeros. */
function file(header: string | Uint8Array, zeros: number): Uint8Array {
  const json = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + json.length + zeros);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}
