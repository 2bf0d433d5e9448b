// What runs in a kernel before the first cell: the client's tools there, and the kernel's own end.

/** How often the kernel looks whether its client and enough memory are there, in milliseconds. */
const WATCH_INTERVAL = 250;

/** The share of the machine's memory that a kernel may take. */
const MEMORY_SHARE = 0.75;

/** How long a kernel may go on with timers that cells left, in milliseconds. */
const SETTLE_TIMEOUT = 1000;

/** The tools' name in the kernel. */
const TOOLS = "__notebookClient";

/**
 * Code that puts the client's tools into a kernel, and lets the kernel end when its client does.
 *
 * Cells may replace whatever they like, `Deno.jupyter.broadcast` among it, but not these tools: they keep
 * what they need, and their name cannot be given to anything else.
 *
 * @param clientPid The process that started the kernel.
 */
export function prelude(clientPid: number): string {
  return `await (${installTools})(${
    JSON.stringify({ name: TOOLS, watcher: watcher(clientPid) })
  });`;
}

/**
 * Code of a thread that ends its process, and the programs which that has started, when another process has
 * become its parent, or when it takes too much memory. It posts a message when it has begun.
 *
 * @param clientPid The process that may be its parent.
 * @param options `memoryShare`: the share of the machine's memory that it may take, 0.75 unless told.
 */
export function watcher(
  clientPid: number,
  { memoryShare = MEMORY_SHARE }: { memoryShare?: number } = {},
): string {
  return `(${watch})(${JSON.stringify({ clientPid, memoryShare, interval: WATCH_INTERVAL })});`;
}

/** Code that puts a sentinel into the queue of what cells put out. */
export function sentinel(id: string): string {
  return `${TOOLS}.broadcast("sentinel", { id: "${id}" });`;
}

/** Code that waits until the timers that cells left have run out, a second at most. */
export const settle = `await ${TOOLS}.settle(${SETTLE_TIMEOUT});`;

/**
 * The kernel says nothing of a promise that fails while nobody waits for it, and stands still for half a
 * minute after an error in a timer. With this code both become errors of the cell.
 */
export const reportLostErrors = `(${listenForLostErrors})(${TOOLS}.broadcast);`;

// The functions below run in the kernel, and so use nothing of this module.

async function installTools(
  { name, watcher }: { name: string; watcher: string },
): Promise<void> {
  const { broadcast } = Deno.jupyter;
  const { Promise, performance, setTimeout } = globalThis;
  const { process } = globalThis as unknown as {
    process: { getActiveResourcesInfo(): string[] };
  };
  const tools = {
    broadcast,
    async settle(timeout: number): Promise<void> {
      const end = performance.now() + timeout;
      do {
        await new Promise((resolve) => setTimeout(resolve, 50));
      } while (
        performance.now() < end && process.getActiveResourcesInfo().includes("Timeout")
      );
    },
  };
  Object.defineProperty(globalThis, name, { value: Object.freeze(tools) });
  // In a thread of its own, since a cell may keep this one busy.
  const url = `data:application/javascript,${encodeURIComponent(watcher)}`;
  const worker = new Worker(url, { type: "module" });
  // A cell that kept this thread busy would keep the other from starting.
  await new Promise((resolve) => worker.onmessage = resolve);
}

function watch(
  { clientPid, memoryShare, interval }: {
    clientPid: number;
    memoryShare: number;
    interval: number;
  },
): void {
  const isWindows = Deno.build.os === "windows";
  const limit = memoryShare * Deno.systemMemoryInfo().total;
  setInterval(() => {
    const { rss } = Deno.memoryUsage();
    const isTooLarge = rss > limit;
    if (isTooLarge) {
      const words = `It took ${Math.round(rss / 1e6)} MB of memory, ` +
        `more than ${100 * memoryShare} % of what there is: mend what grows without end\n`;
      Deno.stderr.writeSync(new TextEncoder().encode(words));
    }
    // On Windows a process keeps its parent, and has no group.
    if (isTooLarge || (Deno.ppid !== clientPid && !isWindows)) {
      Deno.kill(isWindows ? Deno.pid : -Deno.pid, "SIGKILL");
    }
  }, interval);
  (globalThis as unknown as { postMessage(message: null): void }).postMessage(null);
}

function listenForLostErrors(broadcast: typeof Deno.jupyter.broadcast): void {
  const { inspect } = Deno;
  const report = (event: Event, error: unknown) => {
    event.preventDefault();
    const isError = error instanceof Error;
    broadcast("error", {
      ename: isError ? error.name : "Error",
      evalue: isError ? error.message : typeof error === "string" ? error : inspect(error),
      traceback: isError ? String(error.stack).split("\n") : [],
    });
  };
  globalThis.addEventListener("unhandledrejection", (event) => report(event, event.reason));
  globalThis.addEventListener("error", (event) => report(event, event.error));
}
