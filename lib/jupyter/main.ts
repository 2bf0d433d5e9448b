// The command line of the notebooks: `run [NAME...]` executes them, `check [NAME...]` checks them, `link` links each
// to its neighbours.

import { basename, fromFileUrl, join } from "@std/path";
import { environmentOf, environmentOptions } from "../system/environment_options.ts";
import { resolveArgument, runCommand } from "../system/command_line.ts";
import { interruptSignal, wasInterrupted } from "../system/signals.ts";
import { standardOutput } from "../system/terminal_line.ts";
import { checkNotebooks } from "./check_notebooks.ts";
import { formatDiagnostic } from "./diagnostic.ts";
import { linkNotebooks } from "./navigation.ts";
import { Progress } from "./progress.ts";
import { runNotebook } from "./run_notebook.ts";
import { selectNotebooks, withoutAside } from "./select_notebooks.ts";

const RUN_USAGE = `Usage: deno task notebooks [OPTION...] [NAME...]

Runs notebooks through the Deno kernel and stores their outputs.

  NAME                   A notebook, or a part of its name, such as 02; unless told, the generations
                         and the report
  --all                  All notebooks
  --retrain              Repeats trainings whose records are there (or set RETRAIN=1)
  --queue=URL            Trains on the machines of a queue, such as nats://host:4222, nats://TOKEN@host:4222
                         or tls://USER:PASSWORD@host:4222 (or set QUEUE); see deno task work
  --nkey=FILE            The seed of an NKey to sign in there with (or set QUEUE_NKEY)
  --ca=FILE              The certificate that has signed the queue's (or set QUEUE_CA)
  --verify               Has one training in ten done on two machines, and compares them (or set
                         QUEUE_VERIFY=1)
  --backend=NAME         What computes: wasm, reference or blas (or set BACKEND)
  --threads=COUNT        On how many processors (or set THREADS)
  --rounding=NAME        How products and sums are rounded: fused, exact or fast (or set ROUNDING)
  --blas-library=PATH    The library of the backend blas (or set BLAS_LIBRARY)
  --directory=DIRECTORY  Where the notebooks are, instead of notebooks/`;

const CHECK_USAGE = `Usage: deno run -A lib/jupyter/main.ts check [--directory=DIRECTORY] [NAME...]

Checks format, lint and types of notebooks.

  NAME                   A notebook, or a part of its name, such as 02; all unless told
  --directory=DIRECTORY  Where the notebooks are, instead of notebooks/`;

const LINK_USAGE = `Usage: deno run -A lib/jupyter/main.ts link [--directory=DIRECTORY]

Lets the last cell of every notebook lead to the one before and the one after.

  --directory=DIRECTORY  Where the notebooks are, instead of notebooks/`;

const notebooksDirectory = fromFileUrl(new URL("../../notebooks", import.meta.url));

const directoryOption = { directory: { type: "string" } } as const;

/** How often the time on the terminal moves on, in milliseconds. */
const TICK = 500;

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main([command, ...args]: readonly string[]): Promise<number> {
  if (command === "run") {
    return await runCommand(args, {
      usage: RUN_USAGE,
      options: {
        ...directoryOption,
        ...environmentOptions,
        all: { type: "boolean" },
        retrain: { type: "boolean" },
        queue: { type: "string" },
        nkey: { type: "string" },
        ca: { type: "string" },
        verify: { type: "boolean" },
      },
      async run({ values, positionals }) {
        const some = positionals.length === 0 && !values.all;
        const paths = await select(positionals, { directory: values.directory, some });
        // Cells run in another folder than the one in which files are named here.
        const { nkey, ca } = values;
        const files = {
          nkey: nkey && resolveArgument(nkey),
          ca: ca && resolveArgument(ca),
        };
        return await run(paths, environmentOf({ ...values, ...files }));
      },
    });
  }
  if (command === "check") {
    return await runCommand(args, {
      usage: CHECK_USAGE,
      options: directoryOption,
      run: async ({ values, positionals }) => await check(await select(positionals, values)),
    });
  }
  if (command === "link") {
    return await runCommand(args, {
      usage: LINK_USAGE,
      options: directoryOption,
      run: async ({ values }) => await link(await select([], values)),
    });
  }
  console.error(`${RUN_USAGE}\n\n${CHECK_USAGE}\n\n${LINK_USAGE}`);
  return 2;
}

/** The paths of the notebooks that are meant, in the order of the story. */
async function select(
  names: readonly string[],
  { directory: named, some = false }: { directory?: string; some?: boolean },
): Promise<string[]> {
  const directory = named === undefined ? notebooksDirectory : resolveArgument(named);
  const chosen = selectNotebooks(await notebookNames(directory), names);
  return (some ? withoutAside(chosen) : chosen).map((name) => join(directory, `${name}.ipynb`));
}

async function notebookNames(directory: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isFile } of Deno.readDir(directory)) {
    if (isFile && name.endsWith(".ipynb")) names.push(basename(name, ".ipynb"));
  }
  return names;
}

async function run(paths: readonly string[], env: Record<string, string>): Promise<number> {
  const signal = interruptSignal();
  for (const path of paths) {
    const progress = new Progress(basename(path, ".ipynb"), standardOutput());
    const timer = setInterval(() => progress.tick(), TICK);
    try {
      await runNotebook(path, {
        env,
        signal,
        onCell: (cell, count) => progress.startCell(cell, count),
        onOutput: (message) => progress.addOutput(message),
      });
      progress.end("done");
    } catch (error) {
      progress.end(await wasInterrupted() ? "stopped, the file is as it was," : "failed");
      throw error;
    } finally {
      clearInterval(timer);
    }
  }
  return 0;
}

async function check(paths: readonly string[]): Promise<number> {
  const diagnostics = await checkNotebooks(paths, { signal: interruptSignal() });
  for (const diagnostic of diagnostics) console.error(formatDiagnostic(diagnostic));
  console.log(`Checked ${paths.length} notebooks, found ${diagnostics.length} problems`);
  return diagnostics.length === 0 ? 0 : 1;
}

async function link(paths: readonly string[]): Promise<number> {
  const changed = await linkNotebooks(paths);
  console.log(changed.map((path) => `wrote ${path}`).join("\n") || "nothing to change");
  return 0;
}
