// The scripts that lie beside the pages: the code of the panel with its Workers and kernels, the images, and
// the published networks.

import { fromFileUrl, join } from "@std/path";
import { PARTS } from "../data/dataset_info.ts";
import { datasets } from "../data/datasets/mod.ts";
import { readPackageFiles } from "../data/package_files.ts";
import { pageDirectory } from "../inference/page_network.ts";
import { padModels } from "../pad/pad_models.ts";
import { packModel } from "../pad/page/packed_model.ts";
import { bundleScript } from "../system/bundle_script.ts";
import { packText } from "../system/packed_text.ts";
import { kernelFiles, type Rounding } from "../tensor/wasm/rounding.ts";
import type { PackedMnist } from "./page/images.ts";
import type { PackedKernels, PackedNetworks } from "./page/messages.ts";

/** The file of the code, which pages with a panel load. */
export const CODE_FILE = "training.js";
/** The file of the images, which is loaded when a training is first started. */
export const IMAGES_FILE = "mnist.js";
/** The file of the published networks, which is loaded when there is something to compare them with. */
export const NETWORKS_FILE = "networks.js";

/**
 * The texts of the scripts, by the names of their files.
 *
 * @throws {Error} If they cannot be put together.
 * @throws What `readPackageFiles` throws, if the images are not there.
 */
export async function trainingScripts(): Promise<ReadonlyMap<string, string>> {
  const [code, images, networks] = await Promise.all([
    codeScript(),
    imagesScript(),
    networksScript(),
  ]);
  return new Map([[CODE_FILE, code], [IMAGES_FILE, images], [NETWORKS_FILE, networks]]);
}

async function codeScript(): Promise<string> {
  const bundle = (file: string) =>
    bundleScript(fromFileUrl(new URL(`./page/${file}`, import.meta.url)), {
      to: "put the training panel together",
    });
  const [training, drawing, reading, panel] = await Promise.all(
    ["worker.ts", "drawing_worker.ts", "reading_worker.ts", "code.ts"].map(bundle),
  );
  const kernels: PackedKernels = {
    fused: await readKernels("fused"),
    exact: await readKernels("exact"),
  };
  return `globalThis.mnistTraining=${
    JSON.stringify({ scripts: { training, drawing, reading }, kernels })
  };\n${panel}\n`;
}

async function imagesScript(): Promise<string> {
  const files = await readPackageFiles(datasets.mnist);
  const packed = await Promise.all(
    PARTS.map(async (part) => [part, await packText(files[part].bytes)] as const),
  );
  const images: PackedMnist = {
    type: "mnist",
    files: Object.fromEntries(packed) as PackedMnist["files"],
  };
  return `globalThis.mnistImages=${JSON.stringify(images)};\n`;
}

async function networksScript(): Promise<string> {
  const models = await padModels({ of: "the report" });
  const networks: PackedNetworks = {
    published: await Promise.all(
      models.map(({ title, network }) => packModel(network, { title })),
    ),
    page: await packText(await Deno.readFile(join(pageDirectory, "page.safetensors"))),
    reader: await packText(await Deno.readFile(join(pageDirectory, "reader.safetensors"))),
  };
  return `globalThis.mnistNetworks=${JSON.stringify(networks)};\n`;
}

async function readKernels(rounding: Rounding): Promise<string> {
  const url = new URL(`../tensor/wasm/${kernelFiles[rounding]}`, import.meta.url);
  return (await Deno.readFile(url)).toBase64();
}
