// A JupyterLab of its own, on a copy of the project, with nothing of the user's settings.

import { join } from "@std/path";
import { installKernel } from "../../lib/jupyter/install_kernel.ts";

/** What a notebook needs to run; the reader's own images are not among it. */
const parts = ["deno.json", "deno.lock", "README.md", "lib", "data", "notebooks"];

/** Much longer than the server takes to start, in milliseconds. */
const START_TIMEOUT = 300_000;

/** A running server. */
export class LabServer {
  /** The folder with the copy of the project. */
  readonly root: string;
  /** The address of the server, without a slash at its end. */
  readonly url: string;
  readonly token: string;
  #folder: string;
  #process: Deno.ChildProcess;
  #log = "";

  private constructor(
    folder: string,
    { jupyter, port }: { jupyter: string; port: number },
  ) {
    this.#folder = folder;
    this.root = join(folder, "project");
    this.token = crypto.randomUUID();
    this.url = `http://127.0.0.1:${port}`;
    this.#process = new Deno.Command(jupyter, {
      args: [
        "lab",
        "--no-browser",
        "--allow-root",
        `--port=${port}`,
        "--ServerApp.port_retries=0",
        `--ServerApp.root_dir=${this.root}`,
        `--IdentityProvider.token=${this.token}`,
      ],
      env: jupyterEnvironment(folder),
      stdout: "null",
      stderr: "piped",
    }).spawn();
    this.#readLog();
  }

  /**
   * Copies the project, makes the Deno kernel known, and starts JupyterLab.
   *
   * @param project The folder of the project.
   * @param options `jupyter`: the path of the program.
   */
  static async start(project: string, { jupyter }: { jupyter: string }): Promise<LabServer> {
    const folder = await Deno.makeTempDir({ prefix: "jupyterlab-" });
    await Deno.mkdir(join(folder, "project"));
    for (const part of parts) await copy(join(project, part), join(folder, "project", part));
    await installKernel(join(folder, "share", "jupyter"));
    await writeSettings(folder);
    const server = new LabServer(folder, { jupyter, port: freePort() });
    await server.#isUp();
    return server;
  }

  /** What the server has said of its kernels. */
  get log(): string {
    return this.#log;
  }

  /** The records of trainings in the copy, by the names of their files. */
  async records(): Promise<Map<string, string>> {
    const directory = join(this.root, "data", "records");
    const records = new Map<string, string>();
    for await (const { name, isFile } of Deno.readDir(directory)) {
      // Beside the records lies the folder of experiments.
      if (isFile) records.set(name, await Deno.readTextFile(join(directory, name)));
    }
    return records;
  }

  /** Ends the server with its kernels, and removes the copy. */
  async [Symbol.asyncDispose]() {
    this.#process.kill("SIGTERM");
    await this.#process.status;
    await Deno.remove(this.#folder, { recursive: true });
  }

  async #isUp() {
    const end = performance.now() + START_TIMEOUT;
    while (performance.now() < end) {
      const response = await fetch(`${this.url}/api?token=${this.token}`).catch(() => undefined);
      await response?.body?.cancel();
      if (response?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await this[Symbol.asyncDispose]();
    throw new Error(`Cannot start JupyterLab: it does not answer\n${this.#log}`);
  }

  async #readLog() {
    for await (const text of this.#process.stderr.pipeThrough(new TextDecoderStream())) {
      this.#log += text;
    }
  }
}

/** Everything that Jupyter reads or writes beside notebooks, in a folder of its own. */
function jupyterEnvironment(folder: string): Record<string, string> {
  return {
    JUPYTER_CONFIG_DIR: join(folder, "config"),
    JUPYTER_DATA_DIR: join(folder, "share", "jupyter"),
    JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: join(folder, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(folder, "workspaces"),
  };
}

/** JupyterLab asks a new user for news; the question would stand in the way. */
async function writeSettings(folder: string) {
  const directory = join(folder, "settings", "@jupyterlab", "apputils-extension");
  await Deno.mkdir(directory, { recursive: true });
  await Deno.writeTextFile(
    join(directory, "notification.jupyterlab-settings"),
    JSON.stringify({ fetchNews: "false", checkForUpdates: false }),
  );
}

async function copy(from: string, to: string) {
  if (!(await Deno.stat(from)).isDirectory) return await Deno.copyFile(from, to);
  await Deno.mkdir(to, { recursive: true });
  for await (const { name } of Deno.readDir(from)) {
    if (name !== "mnist" && name !== "checkpoints" && !name.startsWith(".")) {
      await copy(join(from, name), join(to, name));
    }
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
