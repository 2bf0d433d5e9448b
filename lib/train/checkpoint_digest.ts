// The digest of a checkpoint, by which it is seen to be as it was saved.

import { sha256 } from "../data/digest.ts";
import { weightsSha256 } from "../nn/mod.ts";

/** The SHA-256 digest of all that is saved: the text and the numbers belong together. */
export async function checkpointSha256(
  text: string,
  tensors: Parameters<typeof weightsSha256>[0]["state"],
): Promise<string> {
  const numbers = await weightsSha256({ state: tensors });
  return await sha256(new TextEncoder().encode(`${text}\n${numbers}`));
}
