// A peer: a program of its own that trains when it is its turn, and sleeps between.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Engine, Failure, Greeting, Request, Slice } from "./protocol.ts";

/** How a peer is started. */
export interface PeerCommand {
  /** What it is called until it has told its engines. */
  readonly name: string;
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** How many threads it was told to use, or undefined if it decides by itself. */
  readonly threads?: number;
}

/** Seconds that a peer may take to start: some load hundreds of megabytes. */
const START_LIMIT = 60;

/** A peer that was started. It answers one request at a time. */
export class PeerProcess {
  readonly name: string;
  readonly threads: number | undefined;
  #engines: readonly Engine[] = [];
  readonly #child: ReturnType<typeof spawn>;
  readonly #lines: AsyncIterator<string>;
  #stderr = "";
  /** Why nothing more can be asked of it. */
  #failure: string | undefined;

  private constructor({ name, command: [program, ...args], env, threads }: PeerCommand) {
    this.name = name;
    this.threads = threads;
    this.#child = spawn(program, args, { env: { ...Deno.env.toObject(), ...env } });
    this.#child.on("error", ({ message }) => this.#stderr += message);
    this.#child.stdin!.on("error", () => {});
    this.#child.stderr!.on("data", (chunk) => this.#stderr = (this.#stderr + chunk).slice(-4000));
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
  }

  /**
   * Starts a peer.
   *
   * @throws {Error} If it does not say what it can train with; the message is its last line.
   */
  static async start(command: PeerCommand): Promise<PeerProcess> {
    const peer = new PeerProcess(command);
    peer.#engines = (await peer.#reply(START_LIMIT) as Greeting).engines;
    return peer;
  }

  /** What it can train with. */
  get engines(): readonly Engine[] {
    return this.#engines;
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
    this.#child.stdin!.write(`${JSON.stringify(request)}\n`);
    const reply = await this.#reply(limit) as Slice | Failure;
    if ("error" in reply) throw new Error(reply.error);
    return reply;
  }

  /** Ends it. */
  stop(): void {
    this.#failure ??= "it was stopped";
    this.#child.kill("SIGKILL");
  }

  async #reply(limit: number): Promise<unknown> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#child.kill("SIGKILL");
    }, 1000 * limit);
    try {
      while (true) {
        const { value, done } = await this.#lines.next();
        if (done) {
          this.#failure = late ? `a batch takes more than ${limit} s` : lastLine(this.#stderr);
          throw new Error(this.#failure);
        }
        // Libraries may print greetings of their own.
        if (value.startsWith("{")) return JSON.parse(value);
      }
    } finally {
      clearTimeout(timer);
    }
  }
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) || "it ended without a word";
}
