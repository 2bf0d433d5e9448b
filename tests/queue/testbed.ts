// A real server and real machines for tests of the queue, and what is trained there.

import { Objm } from "@nats-io/obj";
import { join } from "@std/path";
import { loadMnist } from "../../lib/data/mod.ts";
import { dense, softmax, tanh } from "../../lib/nn/mod.ts";
import { parseAddress, type QueueAddress } from "../../lib/queue/mod.ts";
import { Queue } from "../../lib/queue/queue.ts";
import {
  momentum,
  type Recipe,
  sweep,
  type SweepOptions,
  type SweepResult,
} from "../../lib/train/mod.ts";
import { Machine } from "./machine_process.ts";
import { withDirectory } from "../system/temporary_directory.ts";

/** Whether there is a server to test with; CI installs one. */
export const hasServer = await isInstalled("nats-server");

/** Milliseconds after which a test that waits for what does not come fails, and says what it saw. */
const ENOUGH = 300_000;

/** Seconds that a machine may say nothing of a training, in tests. */
const PATIENCE = 4;

const mnist = await loadMnist();

/** A few images, and a network that learns them in a moment. */
export const images = () => ({ train: mnist.train.take(200), test: mnist.test.take(50) });

/** More images, for trainings that take some seconds. */
export const more = () => ({ train: mnist.train.take(2000) });

export const recipe: Recipe = {
  inputShape: [784],
  network: [dense(6), tanh(), dense(10), softmax()],
  loss: "crossEntropy",
  optimizer: momentum(),
  learningRate: 0.05,
  epochs: 3,
  batchSize: 10,
};

/** The digest of each training, or how else it ended. */
export function digests(results: readonly SweepResult[]): string[] {
  return results.map((result) =>
    result.type === "trained" ? result.run.weightsSha256 : result.type
  );
}

/** What the same sweep comes to in this process. */
export async function alone(
  recipes: readonly Recipe[],
  options: Pick<SweepOptions, "seeds"> & Partial<SweepOptions>,
): Promise<string[]> {
  return digests(await sweep(recipes, { ...images(), ...options }));
}

/** A test with a server of its own. */
export function serverTest(
  name: string,
  fn: (testbed: Testbed) => Promise<void>,
  options: { config?: string } = {},
): void {
  Deno.test({
    name: hasServer ? name : `${name} (no nats-server is installed)`,
    ignore: !hasServer,
    fn: () => Testbed.use(fn, options),
  });
}

/** A server on this machine, with a queue. */
export class Testbed implements AsyncDisposable {
  readonly #directory: string;
  /** Where the server listens. */
  readonly port: number;
  readonly #config: string;
  #server: Deno.ChildProcess | undefined;
  readonly #machines: Machine[] = [];

  private constructor(directory: string, { port, config }: { port: number; config: string }) {
    this.#directory = directory;
    this.port = port;
    this.#config = config;
  }

  /** Calls with a server that ends afterwards, as do the machines that it was given. */
  static async use(
    work: (testbed: Testbed) => Promise<void>,
    { config = "" }: { config?: string } = {},
  ): Promise<void> {
    await withDirectory(async (directory) => {
      await using testbed = new Testbed(directory, { port: freePort(), config });
      await testbed.startServer();
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(() => late.reject(new Error(testbed.#seen())), ENOUGH);
      await Promise.race([work(testbed), late.promise]).finally(() => clearTimeout(timer));
    });
  }

  #seen(): string {
    const lines = this.#machines.flatMap(({ lines }, i) => lines.map((line) => `${i}: ${line}`));
    return `Nothing happened any more. The machines said:\n${lines.join("\n")}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#machines.map((machine) => machine.kill()));
    await this.killServer();
  }

  /** The server, for whoever asks it like this. */
  url(login = ""): string {
    return `nats://${login}127.0.0.1:${this.port}`;
  }

  address(login = ""): QueueAddress {
    return parseAddress(this.url(login));
  }

  /** The queue, as whoever asks for trainings has it. */
  async open(login = ""): Promise<Queue> {
    return await Queue.open(this.address(login));
  }

  /** The names of what lies in the store and begins like this. */
  async objects(start: string): Promise<string[]> {
    await using queue = await this.open();
    const store = await new Objm(queue.connection).open("trainings");
    return (await store.list()).map(({ name }) => name).filter((name) => name.startsWith(start));
  }

  /** Starts the server, and waits until it is ready. */
  async startServer(): Promise<void> {
    const file = join(this.#directory, "server.conf");
    const store = JSON.stringify(join(this.#directory, "store"));
    await Deno.writeTextFile(
      file,
      `listen: "127.0.0.1:${this.port}"\njetstream { store_dir: ${store} }\n${this.#config}`,
    );
    const child = this.#server = new Deno.Command("nats-server", {
      args: ["--config", file],
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    await saidBy(child.stderr, "Server is ready");
  }

  /** Kills the server at once. */
  async killServer(): Promise<void> {
    this.#server?.kill("SIGKILL");
    await this.#server?.status;
    this.#server = undefined;
  }

  /** Starts a machine, and waits until it is ready. */
  async machine(
    name: string,
    args: readonly string[] = [],
    { port = this.port }: { port?: number } = {},
  ): Promise<Machine> {
    const machine = await Machine.start(`nats://127.0.0.1:${port}`, [
      `--name=${name}`,
      "--slots=1",
      `--patience=${PATIENCE}`,
      ...args,
    ]);
    this.#machines.push(machine);
    return machine;
  }
}

/** A port that is free now. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  return listener.addr.port;
}

/** Waits until a text comes; what comes after it is read and dropped. */
async function saidBy(stream: ReadableStream<Uint8Array>, wanted: string): Promise<void> {
  const said = Promise.withResolvers<void>();
  let all = "";
  void (async () => {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      all = (all + decoder.decode(bytes, { stream: true })).slice(-10_000);
      if (all.includes(wanted)) said.resolve();
    }
    said.reject(new Error(`The server did not start: ${all}`));
  })();
  await said.promise;
}

async function isInstalled(program: string): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: ["--version"] }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
