// A thread of the pool: waits for jobs on the shared memory and does its part.

import { workerData } from "node:worker_threads";
import { WorkQueue } from "./work_queue.ts";
import { instantiateKernels, kernelList } from "./kernels.ts";

const { module, memory, queue, thread } = workerData as {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  queue: number;
  thread: number;
};
const kernels = kernelList(instantiateKernels(module, memory));
new WorkQueue(memory, { address: queue, kernels, thread }).serve();
