// Files like those of MNIST but with a few images only, for tests: image `i` is all `i`, its label `i`.

import { encodeIdx } from "../../lib/data/idx.ts";

export function imageFile(count: number): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  const data = new Uint8Array(count * 784).map((_, i) => Math.floor(i / 784));
  return { name: `images of ${count}`, bytes: encodeIdx({ shape: [count, 28, 28], data }) };
}

export function labelFile(count: number): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  const data = new Uint8Array(count).map((_, i) => i);
  return { name: `labels of ${count}`, bytes: encodeIdx({ shape: [count], data }) };
}

export function csvFile(
  name: string,
  count: number,
): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  const lines = Array.from({ length: count }, (_, i) => [i, ...new Array(784).fill(i)].join(","));
  return { name, bytes: new TextEncoder().encode(lines.join("\n")) };
}
