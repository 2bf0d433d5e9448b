// The Worker of a page that trains the five small trainings, and generation 1 if it is given MNIST.

import { createWasmBackend } from "../../lib/tensor/wasm/backend.ts";
import type { Rounding } from "../../lib/tensor/wasm/rounding.ts";
import { type Mnist, trainAll, type Trained, trainFirstGeneration } from "./trainings.ts";

/** What the Worker is sent. */
export interface PageTask {
  readonly kernels: Readonly<Record<Rounding, Uint8Array<ArrayBuffer>>>;
  readonly mnist?: Mnist;
}

/** What the Worker sends: what was found, or what went wrong. */
export interface PageResult {
  readonly rounding?: Rounding;
  readonly threads?: number;
  readonly trained?: readonly Trained[];
  readonly error?: string;
}

self.onmessage = async ({ data }: MessageEvent<PageTask>) => {
  self.postMessage(
    await train(data).catch((error): PageResult => ({ error: `${error}\n${error.stack}` })),
  );
};

async function train({ kernels, mnist }: PageTask): Promise<PageResult> {
  const backend = createWasmBackend({ kernels });
  const trained: Trained[] = [];
  for await (const one of trainAll(backend)) trained.push(one);
  if (mnist !== undefined) trained.push(await trainFirstGeneration(backend, mnist));
  return { rounding: backend.rounding, threads: backend.threads, trained };
}
