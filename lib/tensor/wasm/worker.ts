// A thread of the pool: waits for jobs on the shared memory and does its part.

import { instantiateKernels } from "./kernels.ts";
import { nodeModule } from "./node_modules.ts";
import type { ThreadTask } from "./thread_pool.ts";
import { WorkQueue } from "./work_queue.ts";

const { module, memory, queue, thread }: ThreadTask = nodeModule("node:worker_threads")!.workerData;
const { kernels } = instantiateKernels(module, memory);
new WorkQueue(memory, { address: queue, kernels, thread }).serve();
