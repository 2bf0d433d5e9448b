// Trains again and again, with another elementary function made wrong each time, and prints as JSON which
// trainings then end in other bits. Run it with the import map of nudged_test.ts.

import { createBackend } from "../../lib/tensor/mod.ts";
import { nudge } from "./nudged_elementary.ts";
import { trainAll } from "./trainings.ts";

async function digests(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const backend = createBackend("wasm", { threads: 1 });
  for await (const { name, sha256 } of trainAll(backend)) found.set(name, sha256);
  return found;
}

const right = await digests();
const changed: Record<string, string[]> = {};
for (const name of ["log", "exp", "sin", "cos", "power"]) {
  // The last bit of 64-bit floats, and one of the last of 32-bit floats.
  for (const bits of [52, 20]) {
    Object.assign(nudge, { name, part: 2 ** -bits });
    const wrong = await digests();
    changed[`${name} 2^-${bits}`] = [...right.keys()].filter((key) =>
      wrong.get(key) !== right.get(key)
    );
  }
}
console.log(JSON.stringify(changed));
