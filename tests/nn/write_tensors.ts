// Safetensors files to read in tests.

import { encodeSafetensors } from "../../lib/nn/safetensors.ts";

/** Writes a safetensors file. */
export async function writeTensors(
  path: string,
  ...file: Parameters<typeof encodeSafetensors>
): Promise<void> {
  await Deno.writeFile(path, encodeSafetensors(...file));
}
