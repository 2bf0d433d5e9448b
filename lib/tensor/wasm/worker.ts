// A thread of the pool, as Deno starts it.

import { nodeModule } from "./node_modules.ts";
import { serveThread } from "./serve_thread.ts";

serveThread(nodeModule("node:worker_threads")!.workerData);
