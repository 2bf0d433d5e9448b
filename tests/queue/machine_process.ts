// A real machine for tests of the queue: a process that is killed, frozen, and says what it does.

import { fromFileUrl } from "@std/path";
import { denoProgram } from "../../lib/system/run_deno.ts";

export const root = fromFileUrl(new URL("../..", import.meta.url));

/** What a machine says when it has found the queue. */
const READY = / works for /;

/** A machine, in a process of its own. */
export class Machine {
  readonly #child: Deno.ChildProcess;
  /** All that it has said. */
  readonly lines: string[] = [];
  readonly #waiting = new Set<() => void>();
  readonly ended: Promise<Deno.CommandStatus>;

  private constructor(child: Deno.ChildProcess) {
    this.#child = child;
    this.ended = child.status;
    for (const stream of [child.stdout, child.stderr]) void this.#read(stream);
  }

  /** Starts one, and waits until it is ready or has ended. */
  static async start(url: string, args: readonly string[]): Promise<Machine> {
    const machine = new Machine(
      new Deno.Command(denoProgram(), {
        args: ["run", "-A", "--quiet", "lib/queue/work.ts", `--queue=${url}`, ...args],
        cwd: root,
        env: { NO_COLOR: "1" },
        stdin: "null",
        stdout: "piped",
        stderr: "piped",
      }).spawn(),
    );
    await Promise.race([machine.says(READY), machine.ended]);
    return machine;
  }

  /** Whether it found the queue. */
  get isReady(): boolean {
    return this.lines.some((line) => READY.test(line));
  }

  /** Waits until it has said something, so many times. */
  async says(pattern: RegExp, { times = 1 }: { times?: number } = {}): Promise<void> {
    while (this.lines.filter((line) => pattern.test(line)).length < times) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Sends a signal, unless it has ended. */
  signal(signal: "STOP" | "CONT" | "TERM" | "KILL"): void {
    try {
      this.#child.kill(`SIG${signal}`);
    } catch {
      // It has ended before.
    }
  }

  /** Kills it at once, however frozen it is. */
  async kill(): Promise<void> {
    this.signal("KILL");
    await this.ended;
  }

  async #read(stream: ReadableStream<Uint8Array>): Promise<void> {
    let rest = "";
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      const text = decoder.decode(bytes, { stream: true });
      const lines = (rest + text).split(/[\r\n]+/);
      rest = lines.pop()!;
      this.lines.push(...lines);
      for (const resolve of this.#waiting) resolve();
      this.#waiting.clear();
    }
  }
}
