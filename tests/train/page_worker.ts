// The Worker of a page that trains, on kernels that the page gives it.

import { createBackend } from "../../lib/tensor/mod.ts";
import { train } from "./page.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<Uint8Array<ArrayBuffer>>) => void;
  postMessage(found: readonly string[]): void;
};

scope.onmessage = async ({ data: kernels }) => {
  const backends = [createBackend("wasm", { kernels }), createBackend("reference")];
  const found = [];
  for (const backend of backends) found.push(...await train(backend));
  scope.postMessage(found);
};
