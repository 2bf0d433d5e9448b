// The command line of the notebooks: `run [NAME...]` executes them, `check [NAME...]` checks them.

import { basename, fromFileUrl, join } from "@std/path";
import { parseArgs } from "@std/cli/parse-args";
import { standardOutput } from "../system/terminal_line.ts";
import { CellError } from "./cell_error.ts";
import { checkNotebooks } from "./check_notebooks.ts";
import { describeProblem } from "./problem.ts";
import { Progress } from "./progress.ts";
import { runNotebook } from "./run_notebook.ts";
import { selectNotebooks, withoutAside } from "./select_notebooks.ts";

const USAGE = `Usage: main.ts run|check [--directory=DIRECTORY] [--all] [NAME...]

  run     Run notebooks through the Deno kernel and store their outputs
  check   Check format, lint and types of notebooks

NAME is the name of a notebook or a part of it, such as 02. Without one, run takes the generations and
the report, or all notebooks with --all, and check takes all.`;

const NOTEBOOKS = fromFileUrl(new URL("../../notebooks", import.meta.url));

/** How often the time on the terminal moves on, in milliseconds. */
const TICK = 500;

/** How long a signal may take to be noticed, in milliseconds. */
const SIGNAL_DELAY = 50;

/** The exit code of a program that a signal stopped, by the custom of shells: 128 + 2. */
const INTERRUPTED = 130;

/** A command works on notebooks and gives the exit code. */
type Command = (paths: readonly string[], stop: AbortSignal) => Promise<number>;

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: readonly string[]): Promise<number> {
  const options = parseArgs([...args], { string: ["directory", "_"], boolean: ["all"] });
  const [command, ...names] = options._.map(String);
  const commands: Record<string, Command> = { run, check };
  if (!Object.hasOwn(commands, command ?? "")) {
    console.error(USAGE);
    return 2;
  }
  const stop = listenForStop();
  try {
    const directory = options.directory ?? NOTEBOOKS;
    const chosen = selectNotebooks(await notebookNames(directory), names);
    const some = command === "run" && names.length === 0 && !options.all;
    const paths = (some ? withoutAside(chosen) : chosen).map((name) =>
      join(directory, `${name}.ipynb`)
    );
    return await commands[command](paths, stop);
  } catch (error) {
    if (await isStopped(stop)) return INTERRUPTED;
    const isExpected = error instanceof CellError || error instanceof SyntaxError ||
      error instanceof RangeError;
    console.error(isExpected ? error.message : error);
    return 1;
  }
}

async function notebookNames(directory: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isFile } of Deno.readDir(directory)) {
    if (isFile && name.endsWith(".ipynb")) names.push(basename(name, ".ipynb"));
  }
  return names;
}

async function run(paths: readonly string[], stop: AbortSignal): Promise<number> {
  for (const path of paths) {
    const progress = new Progress(basename(path, ".ipynb"), standardOutput());
    const timer = setInterval(() => progress.tick(), TICK);
    try {
      await runNotebook(path, {
        signal: stop,
        onCell: (cell, count) => progress.startCell(cell, count),
        onOutput: (message) => progress.addOutput(message),
      });
      progress.end("done");
    } catch (error) {
      progress.end(await isStopped(stop) ? "stopped, the file is as it was," : "failed");
      throw error;
    } finally {
      clearInterval(timer);
    }
  }
  return 0;
}

async function check(paths: readonly string[], signal: AbortSignal): Promise<number> {
  const problems = await checkNotebooks(paths, { signal });
  for (const problem of problems) console.error(describeProblem(problem));
  console.log(`Checked ${paths.length} notebooks, found ${problems.length} problems`);
  return problems.length === 0 ? 0 : 1;
}

/**
 * A signal that aborts when the terminal or the system asks this program to end. It ends by itself then,
 * so that kernels and temporary files do not stay behind.
 */
function listenForStop(): AbortSignal {
  const stop = new AbortController();
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) Deno.addSignalListener(signal, () => stop.abort());
  return stop.signal;
}

/**
 * Whether an error came of a signal. Ctrl-C goes to the programs that this one started too, and their
 * end may be noticed before the signal is.
 */
async function isStopped(stop: AbortSignal): Promise<boolean> {
  if (!stop.aborted) await new Promise((resolve) => setTimeout(resolve, SIGNAL_DELAY));
  return stop.aborted;
}
