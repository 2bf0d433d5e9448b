// A peer: a program of its own that trains when it is its turn, and is halted between.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { endWithParent } from "./end_with_parent.ts";
import type { Failure, Greeting, Request, Slice } from "./protocol.ts";

/** How a peer is started. */
export interface PeerCommand {
  /** What it is called until it has told its engines. */
  readonly name: string;
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** How many threads it was set to use, or undefined if it decides by itself. */
  readonly threads?: number;
}

/** Seconds that a peer may take to start: the first time some are downloaded. */
const START_LIMIT = 180;

/**
 * A peer that was started. It answers one request at a time, and until the next one it is halted:
 * threads of many libraries look out for work without sleeping, and would slow down whoever comes next.
 */
export class PeerProcess {
  readonly #child: ReturnType<typeof spawn>;
  readonly #lines: AsyncIterator<string>;
  #stderr = "";
  /** Why nothing more can be asked of it. */
  #failure: string | undefined;

  /**
   * Starts it.
   *
   * @param command How.
   * @param options `signal`: ends it.
   * @throws The reason of the signal, if that has aborted.
   */
  constructor(
    { command: [program, ...args], env }: PeerCommand,
    { signal }: { signal?: AbortSignal } = {},
  ) {
    signal?.throwIfAborted();
    this.#child = spawn(program, args, {
      env: { ...Deno.env.toObject(), NO_COLOR: "1", ...env },
    });
    const stop = () => this.stop();
    signal?.addEventListener("abort", stop, { once: true });
    this.#child.on("exit", () => signal?.removeEventListener("abort", stop));
    // Halted, it would not notice that its input has ended.
    endWithParent(this.#child);
    const lines = createInterface({ input: this.#child.stdout! });
    this.#lines = lines[Symbol.asyncIterator]();
    this.#child.on("error", ({ message }) => {
      this.#stderr += message.includes("ENOENT") ? `there is no program ${program}` : message;
      // Nobody else does where nothing was started.
      lines.close();
    });
    // Where it has ended, the next reply says so.
    this.#child.stdin!.on("error", () => {});
    this.#child.stderr!.on("data", (chunk) => this.#stderr = (this.#stderr + chunk).slice(-4000));
  }

  /**
   * Waits until it says what it can train with.
   *
   * @throws {Error} If it ends instead; the message is its own.
   */
  async greet(): Promise<Greeting> {
    return await this.#reply(START_LIMIT, "start") as Greeting;
  }

  /**
   * Lets it train.
   *
   * @param request What, and for how long.
   * @param options `limit`: the seconds after which it is ended, in the middle of whatever it does.
   * @throws {Error} If it cannot do that, or takes too long.
   */
  async train(request: Request, { limit }: { limit: number }): Promise<Slice> {
    if (this.#failure !== undefined) throw new Error(this.#failure);
    this.#signal("SIGCONT");
    this.#child.stdin!.write(`${JSON.stringify(request)}\n`);
    const reply = await this.#reply(limit, "train on a batch") as Slice | Failure;
    if ("error" in reply) throw new Error(reply.error);
    return reply;
  }

  /** Whether nothing more can be asked of it. */
  get ended(): boolean {
    return this.#failure !== undefined;
  }

  /** Ends it. */
  stop(): void {
    this.#failure ??= "it was stopped";
    this.#child.kill("SIGKILL");
  }

  async #reply(limit: number, task: string): Promise<unknown> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#child.kill("SIGKILL");
    }, 1000 * limit);
    try {
      while (true) {
        const { value, done } = await this.#lines.next();
        if (done) {
          this.#failure ??= late
            ? `it takes more than ${Math.floor(limit)} s to ${task}`
            : exitReason(this.#stderr);
          throw new Error(this.#failure);
        }
        // Libraries may print greetings of their own.
        if (value.startsWith("{")) {
          this.#signal("SIGSTOP");
          return JSON.parse(value);
        }
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Halts it or lets it go on. Windows has no such signals: there it sleeps as well as it can. */
  #signal(signal: "SIGSTOP" | "SIGCONT"): void {
    if (Deno.build.os === "windows") return;
    // Node's own way closes the pipes, too, and Deno's takes the permission to run anything. Where it has
    // ended by itself this does nothing; why, the next reply says.
    const args = ["-c", `kill -${signal.slice(3)} ${this.#child.pid}`];
    new Deno.Command("sh", { args, stdout: "null", stderr: "null" }).outputSync();
  }
}

/** Why a program ended, if its messages tell: the last that names an error, or else the last. */
export function exitReason(messages: string): string {
  const lines = messages.trim().split("\n");
  const line = lines.findLast((line) => /^\w*error\b/i.test(line)) ?? lines.at(-1);
  return line?.replace(/^error: (Uncaught )?(\(in promise\) )?/, "") || "it ended without a word";
}
