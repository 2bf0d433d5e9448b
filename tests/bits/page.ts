// A page that trains when it is opened from a file, in a Worker, and has what came out as its `result`.

import { fromFileUrl, join, toFileUrl } from "@std/path";
import { runDeno } from "../../lib/system/run_deno.ts";
import { kernelFiles, roundings } from "../../lib/tensor/wasm/rounding.ts";
import type { Mnist } from "./trainings.ts";

const here = fromFileUrl(new URL(".", import.meta.url));

/** What the page does with the Worker's script and with what the Worker is to be sent, in base64. */
const SCRIPT = `
function bytesOf(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

globalThis.result = new Promise((resolve) => {
  const worker = new Worker(URL.createObjectURL(new Blob([WORKER])));
  worker.onmessage = ({ data }) => resolve(JSON.stringify(data));
  worker.onerror = ({ message }) => resolve(JSON.stringify({ error: message }));
  const kernels = Object.fromEntries(Object.entries(KERNELS).map(([name, text]) => [name, bytesOf(text)]));
  const mnist = MNIST === null
    ? undefined
    : { ...MNIST, images: bytesOf(MNIST.images), labels: bytesOf(MNIST.labels) };
  worker.postMessage({ kernels, mnist });
});
`;

/**
 * Writes the page.
 *
 * @param directory Where to.
 * @param options `mnist`: for generation 1, too.
 * @returns Its address.
 */
export async function writePage(directory: string, { mnist }: { mnist?: Mnist }): Promise<string> {
  const args = ["bundle", "--quiet", "--platform=browser", "--format=iife", "page_worker.ts"];
  const { success, stdout, stderr } = await runDeno(args, here);
  if (!success) throw new Error(`Cannot bundle the page's Worker: ${stderr}`);
  const kernels = Object.fromEntries(roundings.map((rounding) => {
    const url = new URL(`../../lib/tensor/wasm/${kernelFiles[rounding]}`, import.meta.url);
    return [rounding, Deno.readFileSync(url).toBase64()];
  }));
  const data = mnist && {
    ...mnist,
    images: mnist.images.toBase64(),
    labels: mnist.labels.toBase64(),
  };
  const constants = { WORKER: stdout, KERNELS: kernels, MNIST: data ?? null };
  const script = Object.entries(constants)
    .map(([name, value]) => `const ${name} = ${JSON.stringify(value)};\n`).join("");
  await Deno.writeTextFile(join(directory, "page.js"), script + SCRIPT);
  const path = join(directory, "page.html");
  await Deno.writeTextFile(
    path,
    '<!doctype html><meta charset="utf-8"><title>The same bits</title><script src="page.js"></script>\n',
  );
  return toFileUrl(path).href;
}
