// Starts the process of a Deno kernel: free ports, the connection file, the command, its sockets.

import { denoProgram } from "../system/run_deno.ts";
import { chooseConnection, CONNECTION_FILE, type ConnectionInfo } from "./connection.ts";
import { endStaleKernels } from "./stale_kernels.ts";
import { ZmtpSocket } from "./zmtp.ts";

/** The channels of a kernel that a client needs, and how its sockets are called. */
const channels = { shell: "DEALER", control: "DEALER", iopub: "SUB" } as const;

/** How long to wait before knocking again at a kernel that is not up yet, in milliseconds. */
const CONNECT_INTERVAL = 20;

/** How much of what a kernel prints on its standard error is kept, in characters. */
const STDERR_KEPT = 4000;

/** How long to wait for the rest of it when the process has ended, in milliseconds. */
const STDERR_TIMEOUT = 200;

/** Whether processes have groups, and a signal can be sent to all of one. */
const hasGroups = Deno.build.os !== "windows";

/** A kernel that was started, whether or not it answers yet. */
export class KernelProcess {
  /** Where the kernel listens. */
  readonly connection: ConnectionInfo;
  /** Resolves when the process has ended, and says how. */
  readonly ended: Promise<string>;
  readonly #file: string;
  #child: Deno.ChildProcess;
  #stderr = "";
  #life = new AbortController();

  /**
   * Starts `deno jupyter --kernel`, the very kernel that editors use.
   *
   * @param directory The kernel's working directory, where relative imports of its cells start.
   * @param options `env` adds environment variables to those of this process; `connectionDirectory`: where
   * the connection file lies until the kernel has read it, the system's folder for temporary files unless
   * told.
   */
  constructor(
    directory: string,
    { connectionDirectory, env }: {
      connectionDirectory?: string;
      env?: Readonly<Record<string, string>>;
    } = {},
  ) {
    this.connection = chooseConnection();
    this.#file = Deno.makeTempFileSync({
      dir: connectionDirectory,
      prefix: CONNECTION_FILE,
      suffix: ".json",
    });
    try {
      Deno.writeTextFileSync(this.#file, JSON.stringify(this.connection));
      this.#child = spawn(this.#file, { directory, env });
    } catch (error) {
      Deno.removeSync(this.#file);
      throw error;
    }
    const hasEndedOthers = endStaleKernels(this.#file);
    const stderr = this.#child.stderr.getReader();
    const hasReadStderr = this.#keepLast(stderr);
    this.ended = this.#child.status.then(async (status) => {
      this.#life.abort();
      this.#removeFile();
      await killGroup(this.pid);
      await hasEndedOthers;
      // A process that a cell started, and that left its group, can hold this pipe open for ever.
      const timer = setTimeout(() => stderr.cancel(), STDERR_TIMEOUT);
      await hasReadStderr;
      clearTimeout(timer);
      const how = status.signal ? `by ${status.signal}` : `with exit code ${status.code}`;
      return `${how}\n${this.#stderr}`.trim();
    });
  }

  /** The process id. */
  get pid(): number {
    return this.#child.pid;
  }

  /** Aborts when the process has ended. */
  get life(): AbortSignal {
    return this.#life.signal;
  }

  /**
   * Connects to a channel of the kernel, as soon as the kernel listens there.
   *
   * @param channel Which one.
   * @returns Its socket, which closes when the process has ended.
   * @throws {DOMException} If the process has ended before.
   */
  async connect(channel: keyof typeof channels): Promise<ZmtpSocket> {
    const address = { hostname: this.connection.ip, port: this.connection[`${channel}_port`] };
    while (true) {
      this.life.throwIfAborted();
      try {
        const options = { type: channels[channel], signal: this.life };
        const socket = await ZmtpSocket.connect(address, options);
        // The kernel has read it, and whoever kills this program now leaves no file behind.
        this.#removeFile();
        return socket;
      } catch (error) {
        if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
        await new Promise((resolve) => setTimeout(resolve, CONNECT_INTERVAL));
      }
    }
  }

  /**
   * Sends a signal, unless the process has ended.
   *
   * @param signal Which one.
   */
  kill(signal: Deno.Signal) {
    if (this.life.aborted) return;
    try {
      this.#child.kill(signal);
    } catch (error) {
      // It can end between the question and the signal.
      if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  #removeFile() {
    try {
      Deno.removeSync(this.#file);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  async #keepLast(stderr: ReadableStreamDefaultReader<Uint8Array>) {
    const decoder = new TextDecoder();
    for (let chunk; !(chunk = await stderr.read()).done;) {
      const text = decoder.decode(chunk.value, { stream: true });
      this.#stderr = (this.#stderr + text).slice(-STDERR_KEPT);
    }
  }
}

function spawn(
  connectionFile: string,
  { directory, env }: { directory: string; env?: Readonly<Record<string, string>> },
): Deno.ChildProcess {
  return new Deno.Command(denoProgram(), {
    args: ["jupyter", "--quiet", "--kernel", "--conn", connectionFile],
    cwd: directory,
    // Stored outputs must not hold the colour codes of one reader's terminal.
    env: { NO_COLOR: "1", ...env },
    // A process group of its own, in which cells start programs, so that all of them can be ended.
    detached: hasGroups,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
}

/**
 * Ends what cells started and the kernel left. This program may start another Deno but may not end
 * whatever it likes: so that one does it.
 */
async function killGroup(pid: number): Promise<void> {
  if (!hasGroups) return;
  const code = `try { Deno.kill(-${pid}, "SIGKILL"); } catch { /* Nobody is left. */ }`;
  await new Deno.Command(denoProgram(), { args: ["eval", "--no-config", code] }).output();
}
