// A thread that works off a queue, for the tests: it gets the memory, and never ends by itself.

import { WorkQueue } from "../../../lib/tensor/wasm/work_queue.ts";
import { countingKernels } from "./counting_kernels.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<{ memory: WebAssembly.Memory; thread: number }>) => void;
  postMessage(message: string): void;
};

scope.onmessage = ({ data: { memory, thread } }) => {
  scope.postMessage("ready");
  new WorkQueue(memory, { address: 0, kernels: countingKernels(memory), thread }).serve();
};
