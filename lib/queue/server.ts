// A NATS server on this machine, for a queue: how it is set up, started and ended.

import { join } from "@std/path";
import { UserError } from "../system/user_error.ts";
import { writeFileAtomic } from "../system/write_file_atomic.ts";

/** The program, which has to be installed. */
const PROGRAM = "nats-server";

const HOW_TO_GET =
  "install it with apt-get install nats-server (Debian, Ubuntu), brew install nats-server " +
  "(macOS) or winget install NATSAuthors.NATSServer (Windows), or get it from https://nats.io/download";

/** How a server is set up. */
export interface ServerOptions {
  /** The address that it listens at: "127.0.0.1" for this machine alone, "0.0.0.0" for all. */
  readonly host: string;
  readonly port: number;
  /** The folder that keeps its trainings, and its secrets. */
  readonly directory: string;
  /** The files of its certificate and the key to it, for encrypted connections. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** The passwords of the two that may use a queue. */
export interface Secrets {
  /** Of whoever asks for trainings. */
  readonly notebook: string;
  /** Of machines, which may do no more than they need. */
  readonly machine: string;
}

/** A server that runs. */
export interface Server {
  readonly secrets: Secrets;
  /** When it has ended, what it said last. */
  readonly ended: Promise<string>;
  /** Ends it. */
  end(): Promise<void>;
}

/**
 * Starts a server, and waits until it is ready.
 *
 * @throws {UserError} If none is installed, or it does not start: the error says how to mend it.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { directory } = options;
  await Deno.mkdir(directory, { recursive: true, mode: 0o700 });
  const secrets = await readSecrets(join(directory, "secrets.json"));
  const file = join(directory, "server.conf");
  await writePrivate(file, serverConfig({ ...options, secrets }));
  const child = spawn(["--config", file]);
  const said = new LastWords(child.stderr);
  const ended = child.status.then(() => said.text);
  const isReady = await Promise.race([said.hear("Server is ready"), ended.then(() => false)]);
  if (!isReady) {
    throw new UserError(
      `Cannot start ${PROGRAM}: it ended after saying\n${said.text}\nIf the address is in use, name another ` +
        "with --port",
    );
  }
  return {
    secrets,
    ended,
    async end() {
      try {
        child.kill("SIGTERM");
      } catch {
        // It has ended before.
      }
      await ended;
    },
  };
}

function spawn(args: string[]): Deno.ChildProcess {
  try {
    return new Deno.Command(PROGRAM, { args, stdin: "null", stdout: "null", stderr: "piped" })
      .spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(`Cannot start a queue: ${PROGRAM} is not installed; ${HOW_TO_GET}`);
  }
}

/** The passwords of a folder, made when they are first needed, so that machines find back. */
async function readSecrets(path: string): Promise<Secrets> {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    const secret = () => crypto.getRandomValues(new Uint8Array(16)).toHex();
    const secrets = { notebook: secret(), machine: secret() };
    await writePrivate(path, JSON.stringify(secrets, null, 2) + "\n");
    return secrets;
  }
}

/** Writes what nobody else on this machine may read. */
async function writePrivate(path: string, text: string): Promise<void> {
  await writeFileAtomic(path, text);
  if (Deno.build.os !== "windows") await Deno.chmod(path, 0o600);
}

/** What machines may publish: no training, and nothing that makes, empties or removes the queue. */
const MACHINES_MAY = [
  "$JS.API.INFO",
  "$JS.API.STREAM.INFO.*",
  "$JS.API.CONSUMER.CREATE.TRAININGS.>",
  "$JS.API.CONSUMER.DURABLE.CREATE.TRAININGS.>",
  "$JS.API.CONSUMER.INFO.TRAININGS.*",
  "$JS.API.CONSUMER.MSG.NEXT.TRAININGS.*",
  "$JS.ACK.TRAININGS.>",
  "$JS.API.DIRECT.GET.KV_trainings.>",
  "$JS.API.STREAM.MSG.GET.KV_trainings",
  "$JS.API.STREAM.MSG.GET.OBJ_trainings",
  "$JS.API.CONSUMER.CREATE.OBJ_trainings.>",
  "$JS.API.CONSUMER.DELETE.OBJ_trainings.*",
  "$JS.API.CONSUMER.INFO.OBJ_trainings.*",
  "$JS.API.STREAM.PURGE.OBJ_trainings",
  "$JS.FC.>",
  "$KV.trainings.*",
  "$O.trainings.>",
  "trainings.machines.*",
];

/** What machines may hear. */
const MACHINES_HEAR = ["_INBOX.>", "trainings.stop.*"];

/** The text of a server's configuration. */
export function serverConfig(
  { host, port, directory, tls, secrets }: ServerOptions & { secrets: Secrets },
): string {
  const quote = (text: string) => JSON.stringify(text);
  const list = (texts: readonly string[]) => `[${texts.map(quote).join(", ")}]`;
  return `listen: ${quote(`${host}:${port}`)}
max_payload: 1MB
${
    tls
      ? `tls { cert_file: ${quote(tls.cert)}, key_file: ${quote(tls.key)} }\n`
      : ""
  }jetstream { store_dir: ${
    quote(join(directory, "store"))
  }, max_memory_store: 64MB, max_file_store: 16GB }
authorization {
  users: [
    { user: notebook, password: ${quote(secrets.notebook)} }
    { user: machine, password: ${quote(secrets.machine)}, permissions: {
      publish: ${list(MACHINES_MAY)}
      subscribe: ${list(MACHINES_HEAR)}
      allow_responses: true
    } }
  ]
}
`;
}

/** What a program said last, and whether it has said something. */
class LastWords {
  #text = "";
  #wanted: { text: string; resolve: (heard: boolean) => void } | undefined;

  constructor(stream: ReadableStream<Uint8Array>) {
    void this.#read(stream);
  }

  /** The last of what was said. */
  get text(): string {
    return this.#text.trim().split("\n").slice(-5).join("\n");
  }

  /** True as soon as a text is said. */
  hear(text: string): Promise<boolean> {
    return new Promise((resolve) => {
      this.#wanted = { text, resolve };
      this.#check();
    });
  }

  async #read(stream: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      this.#text = (this.#text + decoder.decode(bytes, { stream: true })).slice(-4000);
      this.#check();
    }
  }

  #check(): void {
    if (this.#wanted && this.#text.includes(this.#wanted.text)) this.#wanted.resolve(true);
  }
}
