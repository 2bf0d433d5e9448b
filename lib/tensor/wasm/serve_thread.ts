// What a thread of the pool does: it waits for jobs on the shared memory and does its part.

import { instantiateKernels } from "./kernels.ts";
import { WorkQueue } from "./work_queue.ts";

/** What a thread of the pool is started with. */
export interface ThreadTask {
  /** The kernels, compiled. */
  readonly module: WebAssembly.Module;
  /** What all threads share. */
  readonly memory: WebAssembly.Memory;
  /** The address of the queue. */
  readonly queue: number;
  /** Which thread it is; the one that trains is 0. */
  readonly thread: number;
}

/** Takes part in all jobs, for ever. */
export function serveThread({ module, memory, queue, thread }: ThreadTask): never {
  const { kernels } = instantiateKernels(module, memory);
  return new WorkQueue(memory, { address: queue, kernels, thread }).serve();
}
