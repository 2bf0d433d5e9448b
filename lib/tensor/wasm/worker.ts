// A thread of the pool: waits for jobs on the shared memory and does its part.

import { workerData } from "node:worker_threads";
import { Board } from "./jobs.ts";
import { instantiateKernels, kernelList } from "./kernels.ts";

const { module, memory, board, thread } = workerData as {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  board: number;
  thread: number;
};
const kernels = kernelList(instantiateKernels(module, memory));
new Board(memory, { address: board, kernels, thread }).serve();
