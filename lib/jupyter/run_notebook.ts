// Runs a notebook through the Deno kernel, cell by cell, and stores what they put out.

import { dirname } from "@std/path";
import { CellError } from "./cell_error.ts";
import { Kernel, KernelDiedError, type KernelOptions } from "./kernel.ts";
import { type CellFailure, type Message, readCellFailure } from "./message.ts";
import { type CodeCell, codeCells } from "./notebook.ts";
import { readNotebook, writeNotebook } from "./notebook_file.ts";
import { OutputCollector } from "./output_collector.ts";
import { findSyntaxErrors } from "./syntax.ts";

/** Options of {@linkcode runNotebook}. */
export interface RunOptions extends KernelOptions {
  /** Called before each cell, with its number counted from 1 and how many there are. */
  onCell?: (cell: number, count: number) => void;
  /** Called with every output message, as soon as it arrives. */
  onOutput?: (message: Message) => void;
}

/**
 * The kernel says nothing of a promise that fails while nobody waits for it, and stands still for half a
 * minute after an error in a timer. With these listeners both become errors of the cell.
 */
const REPORT_LOST_ERRORS = `for (const type of ["unhandledrejection", "error"]) {
  globalThis.addEventListener(type, (event) => {
    event.preventDefault();
    const error = type === "error" ? event.error : event.reason;
    Deno.jupyter.broadcast("error", {
      ename: error?.name ?? "Error",
      evalue: error?.message ?? String(error),
      traceback: String(error?.stack ?? "").split("\\n"),
    });
  });
}`;

/**
 * Runs all code cells of a notebook in a kernel of its own and writes their outputs into the file. When a
 * cell fails, or the run is stopped, the file stays as it was.
 *
 * @param path The .ipynb file.
 * @param options What to tell of the progress; the kernel's environment; `signal` stops the run.
 * @throws {CellError} When a cell fails, does not parse, or loses its kernel.
 * @throws {SyntaxError} When the file is not a notebook.
 * @throws The reason of the signal, when it stops the run.
 */
export async function runNotebook(path: string, options: RunOptions = {}) {
  const notebook = await readNotebook(path);
  const cells = codeCells(notebook);
  await parseCells(cells, { path, signal: options.signal });
  for (const cell of notebook.cells) {
    if (cell.cell_type === "code") Object.assign(cell, { outputs: [], execution_count: null });
  }
  try {
    await using kernel = await Kernel.start(dirname(path), options);
    await kernel.executeSilently(REPORT_LOST_ERRORS);
    const collector = new OutputCollector();
    for (const [i, cell] of cells.entries()) {
      options.onCell?.(i + 1, cells.length);
      collector.startCell(cell);
      const failure = await runCell(cell, { kernel, collector, onOutput: options.onOutput });
      if (failure) throw new CellError({ path, cell: i + 1, source: cell.source }, failure);
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  }
  await writeNotebook(path, notebook);
}

async function parseCells(
  cells: readonly CodeCell[],
  { path, signal }: { path: string; signal?: AbortSignal },
) {
  const [error] = await findSyntaxErrors(cells.map(({ source }) => source), { signal });
  if (!error) return;
  const { source } = cells[error.cell - 1];
  const line = source.split("\n")[error.line - 1].trim();
  throw new CellError({ path, cell: error.cell, source }, {
    ename: "SyntaxError",
    evalue: error.message,
    traceback: [`    at line ${error.line} of the cell: ${line}`],
  });
}

/** Executes one cell; returns why it failed, or undefined. */
async function runCell(
  cell: CodeCell,
  { kernel, collector, onOutput }: {
    kernel: Kernel;
    collector: OutputCollector;
    onOutput?: (message: Message) => void;
  },
): Promise<CellFailure | undefined> {
  let failure: CellFailure | undefined;
  try {
    const reply = await kernel.execute(cell.source, (message) => {
      if (message.header.msg_type === "error") failure ??= readCellFailure(message.content);
      collector.add(message);
      onOutput?.(message);
    });
    cell.execution_count = reply.executionCount;
    return reply.status === "error" ? explain(reply) : failure;
  } catch (error) {
    if (!(error instanceof KernelDiedError)) throw error;
    return { ename: error.name, evalue: error.message, traceback: [] };
  }
}

/**
 * The kernel hides syntax errors behind these words, but cells that do not parse never get there. It also
 * loses track of a cell when hundreds of promises are still open at its end.
 */
function explain(failure: CellFailure): CellFailure {
  if (failure.evalue !== "Execution failed" || failure.traceback.length > 0) return failure;
  return {
    ...failure,
    evalue: `${failure.evalue}. The kernel gives no reason: await every promise`,
  };
}
