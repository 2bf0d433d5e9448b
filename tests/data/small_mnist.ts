// Files like those of MNIST but with a few images only, for tests: image `i` is all `i`, its label `i`.

import { encodeIdx } from "../../lib/data/idx.ts";

interface File {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function imageFile(count: number): File {
  const data = new Uint8Array(count * 784).map((_, i) => Math.floor(i / 784));
  return { name: `images of ${count}`, bytes: encodeIdx({ shape: [count, 28, 28], data }) };
}

export function labelFile(count: number): File {
  const data = new Uint8Array(count).map((_, i) => i);
  return { name: `labels of ${count}`, bytes: encodeIdx({ shape: [count], data }) };
}

/** A CSV file, with the label in another column than the first if that is told. */
export function csvFile(
  name: string,
  count: number,
  { header, labelColumn = 0 }: { header?: string[]; labelColumn?: number } = {},
): File {
  const lines = Array.from(
    { length: count },
    (_, i) => new Array(784).fill(i).toSpliced(labelColumn, 0, i).join(","),
  );
  if (header !== undefined) lines.unshift(header.join(","));
  return { name, bytes: new TextEncoder().encode(lines.join("\n")) };
}
