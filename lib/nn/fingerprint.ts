// A short name for the exact weights of a network, to tell whether two trainings gave the same.

import type { Sequential } from "./sequential.ts";

/**
 * The SHA-256 of all parameters and buffers of a network, as 64 hexadecimal digits.
 *
 * The bytes hashed are those of the numbers as 32-bit floats, little-endian, in the order of
 * `network.state`. Two networks have the same only if every number is the same to the bit.
 */
export async function weightsSha256(network: Pick<Sequential, "state">): Promise<string> {
  const size = network.state.reduce((sum, { value }) => sum + value.size, 0);
  const bytes = new DataView(new ArrayBuffer(4 * size));
  let at = 0;
  for (const { value } of network.state) {
    for (const number of value.data) {
      bytes.setFloat32(at, number, true);
      at += 4;
    }
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
