// The script that lies beside the pages: the images, the kernels, the Worker, and the panel at work.

import { fromFileUrl } from "@std/path";
import { PARTS } from "../data/dataset_info.ts";
import { datasets } from "../data/datasets/mod.ts";
import { readPackageFiles } from "../data/package_files.ts";
import { bundleScript } from "../system/bundle_script.ts";
import { kernelFiles, type Rounding } from "../tensor/wasm/rounding.ts";
import type { TrainingParts } from "./page/messages.ts";

const readKernels = async (rounding: Rounding) =>
  (await Deno.readFile(new URL(`../tensor/wasm/${kernelFiles[rounding]}`, import.meta.url)))
    .toBase64();

/**
 * The text of the script, some 16 MB. It is loaded when a training is first started.
 *
 * @throws {Error} If it cannot be put together.
 * @throws What `readPackageFiles` throws, if the images are not there.
 */
export async function trainingScript(): Promise<string> {
  const to = "put the training panel together";
  const bundle = (file: string) =>
    bundleScript(fromFileUrl(new URL(`./page/${file}`, import.meta.url)), { to });
  const [worker, panel, files] = await Promise.all([
    bundle("worker.ts"),
    bundle("parts.ts"),
    readPackageFiles(datasets.mnist),
  ]);
  const packed = await Promise.all(
    PARTS.map(async (part) => [part, (await gzip(files[part].bytes)).toBase64()] as const),
  );
  const parts: TrainingParts = {
    worker,
    kernels: { fused: await readKernels("fused"), exact: await readKernels("exact") },
    files: Object.fromEntries(packed) as TrainingParts["files"],
  };
  return `globalThis.mnistTraining={parts:${JSON.stringify(parts)}};\n${panel}\n`;
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
