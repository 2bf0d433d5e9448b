// The program of a queue on this machine: `deno task queue`.

import { fromFileUrl } from "@std/path";
import { resolveArgument, runCommand, UsageError, UserError } from "../system/command_line.ts";
import { interruptSignal } from "../system/signals.ts";
import { standardOutput } from "../system/terminal_line.ts";
import { parseAddress, type QueueAddress } from "./address.ts";
import { describeQueue } from "./overview.ts";
import { Queue } from "./queue.ts";
import { type Server, type ServerOptions, startServer } from "./server.ts";
import { KEPT_DAYS } from "./store.ts";
import { QueueWatch } from "./watch_queue.ts";

const USAGE = `Usage: deno task queue [OPTION...]

Starts a queue on this machine and shows what goes on there, until Ctrl-C. Trainings that wait stay;
results, checkpoints and how trainings ended are kept for ${KEPT_DAYS} days. It needs nats-server, which has to be
installed.

  --host=ADDRESS         Where it listens: 127.0.0.1 unless told, for this machine alone; 0.0.0.0 for all
  --port=PORT            4222 unless told
  --cert=FILE            Its certificate, for encrypted connections
  --key=FILE             The key to that
  --directory=DIRECTORY  Where it keeps its trainings; data/queue unless told
  --queue=URL            Starts nothing, but shows what goes on at another queue
  --nkey=FILE            The seed of an NKey to sign in there with
  --ca=FILE              The certificate that has signed that of the server`;

const queueDirectory = fromFileUrl(new URL("../../data/queue", import.meta.url));

/** Milliseconds from one look to the next, on a terminal and where lines cannot be written over. */
const INTERVALS = { terminal: 1000, file: 10_000 };

if (import.meta.main) Deno.exit(await main(Deno.args));

/**
 * Shows a queue until the program is told to end.
 *
 * @param args The command line.
 * @returns The exit code.
 */
export async function main(args: readonly string[]): Promise<number> {
  return await runCommand(args, {
    usage: USAGE,
    options: {
      host: { type: "string" },
      port: { type: "string" },
      cert: { type: "string" },
      key: { type: "string" },
      directory: { type: "string" },
      queue: { type: "string" },
      nkey: { type: "string" },
      ca: { type: "string" },
    },
    maxArguments: 0,
    async run({ values: { queue, nkey, ca, ...server } }) {
      const files = { nkey: nkey && resolveArgument(nkey), ca: ca && resolveArgument(ca) };
      if (queue !== undefined) await show(parseAddress(queue, files));
      else await serve(serverOptions(server), files);
      return 0;
    },
  });
}

function serverOptions(
  { host = "127.0.0.1", port = "4222", directory, cert, key }: {
    readonly [Name in "host" | "port" | "directory" | "cert" | "key"]?: string;
  },
): ServerOptions {
  if (!/^[1-9]\d{0,4}$/.test(port) || Number(port) >= 2 ** 16) {
    throw new UsageError(`Cannot serve at port "${port}": it must be an integer from 1 to 65535`);
  }
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError("Cannot encrypt: --cert and --key belong together, give both or none");
  }
  return {
    host,
    port: Number(port),
    directory: directory === undefined ? queueDirectory : resolveArgument(directory),
    tls: cert && key ? { cert: resolveArgument(cert), key: resolveArgument(key) } : undefined,
  };
}

async function serve(options: ServerOptions, files: { ca?: string }): Promise<void> {
  const server = await startServer(options);
  try {
    const { host, port, tls } = options;
    const scheme = tls ? "tls" : "nats";
    const name = host === "0.0.0.0" ? Deno.hostname() : host;
    const url = (user: keyof Server["secrets"], at = name) =>
      `${scheme}://${user}:${server.secrets[user]}@${at}:${port}`;
    console.log(
      `The queue is at ${scheme}://${name}:${port}. On each machine:\n\n` +
        `  deno task work --queue=${url("machine")}\n\nand for the notebooks:\n\n` +
        `  deno task notebooks --queue=${url("notebook")} NAME\n`,
    );
    const here = host === "0.0.0.0" && !tls ? "127.0.0.1" : name;
    await Promise.race([
      show(parseAddress(url("notebook", here), files)),
      server.ended.then((said) => {
        throw new UserError(`The server of the queue has ended: ${said}`);
      }),
    ]);
  } finally {
    await server.end();
  }
}

/** Shows a queue until the program is told to end. */
async function show(address: QueueAddress): Promise<void> {
  const signal = interruptSignal();
  await using queue = await Queue.open(address, { signal });
  const watch = await QueueWatch.start(queue);
  const terminal = standardOutput();
  const isTerminal = terminal.columns !== undefined;
  let above = 0;
  while (!signal.aborted) {
    const lines = describeQueue(await watch.overview());
    const width = terminal.columns ?? Infinity;
    const text = lines.map((line) => [...line].slice(0, width - 1).join("") + "\n").join("");
    terminal.write(isTerminal && above > 0 ? `\x1b[${above}A\x1b[J${text}` : text);
    above = lines.length;
    await pause(isTerminal ? INTERVALS.terminal : INTERVALS.file, signal);
  }
}

/** Waits, unless the signal comes first. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener("abort", () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
}
