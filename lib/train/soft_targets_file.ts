// Soft targets on disk: a safetensors file that knows its digest.

import { dirname } from "@std/path";
import { SafetensorsError } from "../nn/mod.ts";
import { decodeSafetensors, encodeSafetensors, type Safetensors } from "../nn/safetensors.ts";
import { readTensors } from "../nn/tensor_file.ts";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import { Tensor } from "../tensor/mod.ts";
import { assertProbabilities, type SoftTargets, softTargetsSha256 } from "./soft_targets.ts";

/** The tensor that holds the probabilities. */
const TENSOR = "probabilities";

/**
 * Saves soft targets as a safetensors file, whole or not at all.
 *
 * @param path The file; its folder is made where it is missing.
 * @throws {Error} If the file cannot be written: the error names it and says what to do.
 */
export async function saveSoftTargets(path: string, softTargets: SoftTargets): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, encodeSoftTargets(softTargets));
}

/** The bytes of such a file. */
export function encodeSoftTargets(
  { probabilities, classes, dataSha256, sha256 }: SoftTargets,
): Uint8Array<ArrayBuffer> {
  const value = new Tensor([probabilities.length / classes, classes], probabilities);
  return encodeSafetensors([{ name: TENSOR, value }], { metadata: { dataSha256, sha256 } });
}

/**
 * The soft targets of a file. Their digest is computed anew, and must be what the file says.
 *
 * @param path A file that {@linkcode saveSoftTargets} wrote.
 * @throws {SafetensorsError} If the file is malformed, damaged, or not of soft targets.
 * @throws {RangeError} If a row of it is not of probabilities.
 * @throws {Error} If the file cannot be read: the error names it and says what to do.
 */
export async function loadSoftTargets(path: string): Promise<SoftTargets> {
  return await checkSoftTargets(await readTensors(path), path);
}

/**
 * The soft targets of bytes, as {@linkcode loadSoftTargets} takes them from a file.
 *
 * @param options `from`: where the bytes are from, for errors.
 * @throws {SafetensorsError} If they are malformed, damaged, or not of soft targets.
 * @throws {RangeError} If a row of them is not of probabilities.
 */
export async function decodeSoftTargets(
  bytes: Uint8Array,
  { from }: { from: string },
): Promise<SoftTargets> {
  return await checkSoftTargets(decodeSafetensors(bytes, { from }), from);
}

async function checkSoftTargets(
  { tensors, metadata }: Safetensors,
  from: string,
): Promise<SoftTargets> {
  const value = tensors.get(TENSOR);
  const { dataSha256, sha256 } = metadata;
  if (value?.shape.length !== 2 || dataSha256 === undefined || sha256 === undefined) {
    throw new SafetensorsError(
      `Cannot read soft targets from ${from}: it holds ` +
        `${[...tensors.keys()].join(", ") || "nothing"} but ${TENSOR} of [images, classes] with ` +
        `their digests are wanted; name a file of saveSoftTargets`,
    );
  }
  const found = { probabilities: value.data, classes: value.shape[1], dataSha256 };
  if (sha256 !== await softTargetsSha256(found)) {
    throw new SafetensorsError(
      `Cannot read soft targets from ${from}: they are not as they were saved, for their digest does ` +
        `not fit; get the file again, or make it anew`,
    );
  }
  assertProbabilities(found.probabilities, found);
  return { ...found, sha256 };
}
