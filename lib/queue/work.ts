// The program of a machine that trains for a queue: `deno task work`.

import { datasets } from "../data/mod.ts";
import type { DatasetName } from "../data/mod.ts";
import { resolveArgument, runCommand, UsageError, UserError } from "../system/command_line.ts";
import { environmentOptions, setEnvironment } from "../system/environment_options.ts";
import { interruptSignal } from "../system/signals.ts";
import { standardOutput, TerminalLine } from "../system/terminal_line.ts";
import { checkSchema, didYouMean } from "../system/schema.ts";
import { defaultThreads } from "../tensor/mod.ts";
import { addressOfEnvironment, parseAddress } from "./address.ts";
import { machineName } from "./announcement.ts";
import { runMachine } from "./machine.ts";
import { Queue } from "./queue.ts";
import type { JobReport } from "./run_job.ts";

const USAGE = `Usage: deno task work --queue=URL [OPTION...]

Trains for a queue, one training on each processor, until Ctrl-C. What it has then goes back to the queue.

  --queue=URL            The queue, such as nats://host:4222, nats://TOKEN@host:4222 or, encrypted,
                         tls://USER:PASSWORD@host:4222 (or set QUEUE)
  --nkey=FILE            The seed of an NKey to sign in with (or set QUEUE_NKEY)
  --ca=FILE              The certificate that has signed the server's (or set QUEUE_CA)
  --name=NAME            What this machine is called; that of the host and a number unless told
  --slots=COUNT          How many trainings at a time; one a processor unless told
  --idle=SECONDS         Ends when there was nothing to do for so long
  --patience=SECONDS     How long this machine may be silent before another gets what it has: 30 unless told
  --checkpoint=SECONDS   How often what it has is kept in the queue: every 2 seconds unless told, 0 after each epoch
  --dataset=NAME         The images that it has: mnist unless told
  --backend=NAME         What computes: wasm, reference or blas (or set BACKEND)
  --rounding=NAME        How products and sums are rounded: fused, exact or fast (or set ROUNDING)
  --blas-library=PATH    The library of the backend blas (or set BLAS_LIBRARY)`;

if (import.meta.main) Deno.exit(await main(Deno.args));

/**
 * Works until the program is told to end.
 *
 * @param args The command line.
 * @returns The exit code.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { threads: _, ...environment } = environmentOptions;
  return await runCommand(args, {
    usage: USAGE,
    options: {
      ...environment,
      queue: { type: "string" },
      nkey: { type: "string" },
      ca: { type: "string" },
      name: { type: "string" },
      slots: { type: "string" },
      idle: { type: "string" },
      patience: { type: "string" },
      checkpoint: { type: "string" },
      dataset: { type: "string" },
    },
    maxArguments: 0,
    async run({ values }) {
      setEnvironment(values);
      const address = values.queue === undefined
        ? addressOfEnvironment()
        : parseAddress(values.queue, {
          nkey: values.nkey && resolveArgument(values.nkey),
          ca: values.ca && resolveArgument(values.ca),
        });
      if (address === undefined) throw new UsageError("Cannot work: name a queue with --queue=URL");
      const signal = interruptSignal();
      const { dataset = "mnist" } = values;
      const slots = numberOf(values.slots ?? `${defaultThreads()}`, "slots");
      const idle = values.idle === undefined ? undefined : numberOf(values.idle, "idle");
      const name = checkSchema(machineName, values.name ?? ownName(), {
        to: "work",
        name: "--name",
        ErrorType: UsageError,
      });
      assertDataset(dataset);
      const { patience, checkpoint = "2" } = values;
      const checkpointSeconds = checkpoint === "0" ? 0 : numberOf(checkpoint, "checkpoint");
      const ackWait = patience === undefined ? undefined : numberOf(patience, "patience");
      await using queue = await Queue.open(address, { ackWait });
      await work(queue, { name, slots, idle, dataset, checkpointSeconds, signal });
      return 0;
    },
  });
}

async function work(
  queue: Queue,
  options: Pick<
    Parameters<typeof runMachine>[1],
    "name" | "slots" | "idle" | "dataset" | "checkpointSeconds" | "signal"
  >,
): Promise<void> {
  const { name, slots } = options;
  const line = new TerminalLine(standardOutput());
  const counts = { done: 0, failed: 0, running: 0 };
  await runMachine(queue, {
    ...options,
    onReady: ({ version, arithmetic }) =>
      line.print(
        `${name} works for ${queue.name}: version ${version}, ${arithmetic}, ${slots} at a time`,
      ),
    onJob(report) {
      if (report.type === "taken") counts.running++;
      else counts.running = Math.max(0, counts.running - 1);
      if (report.type === "done" || report.type === "failed") counts[report.type]++;
      if (report.type !== "taken") line.print(describe(report));
      line.show(`${counts.running} running, ${counts.done} done, ${counts.failed} failed`);
    },
  });
}

function describe({ type, id, reason }: JobReport): string {
  return `${id.slice(0, 12)} ${type}${reason === undefined ? "" : `: ${reason}`}`;
}

/** The name of the host as far as it may be part of a name, and the process, as hosts may have several. */
function ownName(): string {
  const host = Deno.hostname().replaceAll(/[^\w-]/g, "-").slice(0, 40);
  return `${host || "machine"}-${Deno.pid}`;
}

function numberOf(text: string, name: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UsageError(`Cannot work: --${name} is "${text}" but must be an integer of at least 1`);
}

function assertDataset(name: string): asserts name is DatasetName {
  if (Object.hasOwn(datasets, name)) return;
  const known = Object.keys(datasets);
  throw new UserError(
    `Cannot work with the dataset "${name}": known are ${known.join(", ")}${
      didYouMean(name, known)
    }`,
  );
}
