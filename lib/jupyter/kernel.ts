// A running Deno kernel: execute cells in it, get what each of them puts out, interrupt it, end it.

import { KernelChannels, KernelDiedError } from "./kernel_channels.ts";
import { KernelProcess } from "./kernel_process.ts";
import {
  createRequest,
  type ExecuteReply,
  isOutput,
  type Message,
  readExecuteReply,
} from "./message.ts";
import { prelude, sentinel, settle } from "./prelude.ts";

/** Options of {@linkcode Kernel.start}. */
export interface KernelOptions {
  /** Environment variables, beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where a file lies while the kernel starts; the system's folder for temporary files unless told. */
  readonly connectionDirectory?: string;
  /** Kills the kernel when it aborts. */
  readonly signal?: AbortSignal;
}

const START_ATTEMPTS = 5;

/** How many errors of one cell are handed over: rejections in a loop have no end. */
const ERRORS_KEPT = 100;

// All in milliseconds.
const START_TIMEOUT = 30_000;
const SHUTDOWN_TIMEOUT = 3_000;

/**
 * A Deno kernel that was started for this client alone.
 *
 * The kernel publishes output on a channel of its own, and goes on doing so after it has said that the
 * cell is done. But all that cells put out goes through one queue. So after each cell this client runs
 * a line of its own that puts a sentinel into the queue: what arrives before the sentinel belongs to the
 * cell, and nothing after it does.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Kernel } from "./kernel.ts";
 *
 * await using kernel = await Kernel.start(Deno.cwd());
 * const texts: unknown[] = [];
 * await kernel.execute("console.log(6 * 7)", (output) => texts.push(output.content.text));
 * assertEquals(texts, ["42\n"]);
 * ```
 */
export class Kernel {
  #process: KernelProcess;
  /** There as soon as it has started. */
  #channels!: KernelChannels;
  #onOutput: ((output: Message) => void) | undefined;
  /** The first errors that came of cells and were not handed over yet. */
  readonly #errors: Message[] = [];

  private constructor(process: KernelProcess) {
    this.#process = process;
  }

  /**
   * Starts a kernel and waits until it answers.
   *
   * @param directory The kernel's working directory, where relative imports of its cells start.
   * @param options Environment, and a signal that kills the kernel.
   * @returns The kernel, ready for its first cell.
   * @throws {KernelDiedError} If it does not come up, not even when tried again.
   */
  static async start(directory: string, options: KernelOptions = {}): Promise<Kernel> {
    for (let attempt = 1;; attempt++) {
      options.signal?.throwIfAborted();
      const process = new KernelProcess(directory, options);
      const kill = () => process.kill("SIGKILL");
      const timer = setTimeout(kill, START_TIMEOUT);
      options.signal?.addEventListener("abort", kill);
      process.life.addEventListener("abort", () => {
        options.signal?.removeEventListener("abort", kill);
      });
      try {
        const kernel = new Kernel(process);
        kernel.#channels = await KernelChannels.open(process, {
          onBroadcast: (message) => kernel.#handleBroadcast(message),
          onOmitted: (bytes) => kernel.#onOutput?.(omittedOutput(bytes)),
        });
        await kernel.executeSilently(prelude(Deno.pid));
        return kernel;
      } catch (cause) {
        // Most likely another process took one of the ports first; the next attempt chooses others.
        kill();
        const how = await process.ended;
        if (attempt < START_ATTEMPTS) continue;
        const message = `Cannot start a Deno kernel in ${directory}: ` +
          `tried ${attempt} times, and at last it ended ${how}`;
        throw new KernelDiedError(message, { cause });
      } finally {
        clearTimeout(timer);
      }
    }
  }

  /** The process id of the kernel. */
  get pid(): number {
    return this.#process.pid;
  }

  /**
   * Executes a cell and waits until all its output has arrived.
   *
   * @param code TypeScript; top-level `await` and `import` work.
   * @param onOutput Called at once with each message that the cell puts out, in order.
   * @returns How the cell ended.
   * @throws {KernelDiedError} If the kernel ends before the cell does.
   * @throws {TypeError} If another cell is still running.
   */
  async execute(
    code: string,
    onOutput: (output: Message) => void = () => {},
  ): Promise<ExecuteReply> {
    const reply = await this.#collect(
      () => this.#channels.request("execute_request", executeContent(code)),
      onOutput,
    );
    return readExecuteReply(reply);
  }

  /**
   * Waits until the timers that cells left have run out, a second at most: errors may come of them.
   *
   * @param onOutput Called with what is put out meanwhile.
   * @throws {KernelDiedError} If the kernel ends meanwhile.
   */
  async settle(onOutput: (output: Message) => void) {
    await this.#collect(() => this.executeSilently(settle), onOutput);
  }

  /**
   * Executes code that is no cell: it is not counted, and its value is not shown.
   *
   * @param code TypeScript.
   * @throws {KernelDiedError} If the kernel ends before the code does, or the code fails.
   */
  async executeSilently(code: string) {
    const content = { ...executeContent(code), silent: true };
    const reply = readExecuteReply(await this.#channels.request("execute_request", content));
    if (reply.status === "ok") return;
    throw new KernelDiedError(
      `Cannot use the Deno kernel any more: ${reply.ename}: ${reply.evalue} in ${code}`,
    );
  }

  /**
   * Does what the stop button of an editor does: sends SIGINT. A cell that listens for it can end in good
   * order; where nothing listens, it ends the kernel.
   */
  interrupt() {
    this.#process.kill("SIGINT");
  }

  /** Asks the kernel to end, and makes it end when it does not. */
  async shutdown() {
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), SHUTDOWN_TIMEOUT);
    await this.#channels.request("shutdown_request", { restart: false }).catch(() => {});
    await this.#process.ended;
    clearTimeout(timer);
  }

  /** Ends the kernel when an `await using` block ends. */
  async [Symbol.asyncDispose]() {
    await this.shutdown();
  }

  /** Does something in the kernel, and hands over all that was put out until that was done. */
  async #collect<Result>(
    work: () => Promise<Result>,
    onOutput: (output: Message) => void,
  ): Promise<Result> {
    if (this.#onOutput) {
      throw new TypeError("Cannot execute cell: found another still running, wanted one at a time");
    }
    this.#onOutput = onOutput;
    try {
      const result = await work();
      const id = crypto.randomUUID();
      await Promise.all([this.#channels.waitFor(id), this.executeSilently(sentinel(id))]);
      // The kernel sends errors past the queue, though they are the last that a cell does.
      this.#errors.splice(0).forEach(onOutput);
      return result;
    } finally {
      this.#onOutput = undefined;
    }
  }

  #handleBroadcast(message: Message) {
    const type = message.header.msg_type;
    if (type === "sentinel") this.#channels.resolve(message.content.id, message);
    else if (type === "error") this.#errors.length < ERRORS_KEPT && this.#errors.push(message);
    else if (isOutput(message)) this.#onOutput?.(message);
  }
}

/** What is handed over in place of an output that is too large to be received. */
function omittedOutput(bytes: number): Message {
  const text = `[Output omitted: ${bytes.toLocaleString("en")} bytes at once are too many]\n`;
  return createRequest("stream", { name: "stderr", text }, { session: "" });
}

function executeContent(code: string): Record<string, unknown> {
  return { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
}
