// Runs a notebook through the Deno kernel, cell by cell, and stores what they put out.

import { dirname } from "@std/path";
import { assertWritable } from "../system/assert_writable.ts";
import { CellError } from "./cell_error.ts";
import { Kernel, type KernelOptions } from "./kernel.ts";
import { KernelDiedError } from "./kernel_channels.ts";
import { type CellFailure, type Message, readCellFailure } from "./message.ts";
import { type CodeCell, codeCells, type Metadata } from "./notebook.ts";
import { readNotebook, writeNotebook } from "./notebook_file.ts";
import { OutputCollector } from "./output_collector.ts";
import { reportLostErrors } from "./prelude.ts";
import { findSyntaxErrors } from "./syntax.ts";

/** Options of {@linkcode runNotebook}. */
export interface RunOptions extends KernelOptions {
  /** Called before each cell, with its number counted from 1 and how many there are. */
  readonly onCell?: (cell: number, count: number) => void;
  /** Called with every output message, as soon as it arrives. */
  readonly onOutput?: (message: Message) => void;
}

/** What editors, and `deno fmt`, want to know of a notebook for the Deno kernel. */
const metadataOfKernel: Metadata = {
  kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
  language_info: { name: "typescript" },
};

/**
 * Runs all code cells of a notebook in a kernel of its own and writes their outputs into the file. When a
 * cell fails, or the run is stopped, the file stays as it was.
 *
 * @param path The .ipynb file.
 * @param options What to tell of the progress; the kernel's environment; `signal` stops the run.
 * @throws {CellError} If a cell fails, does not parse, or loses its kernel.
 * @throws {SyntaxError} If the file is not a notebook.
 * @throws {Error} If the file cannot be written, which is found out before the first cell runs.
 * @throws The reason of the signal, if it stops the run.
 */
export async function runNotebook(path: string, options: RunOptions = {}) {
  const notebook = await readNotebook(path);
  const cells = codeCells(notebook);
  await assertWritable(path, { to: "run a notebook" });
  await parseCells(cells, { path, signal: options.signal });
  const collector = new OutputCollector();
  const counts: number[] = [];
  try {
    await using kernel = await Kernel.start(dirname(path), {
      ...options,
      connectionDirectory: dirname(path),
    });
    await kernel.executeSilently(reportLostErrors);
    for (const [i, cell] of cells.entries()) {
      options.onCell?.(i + 1, cells.length);
      collector.startCell();
      const onOutput = (message: Message) => {
        collector.add(message);
        options.onOutput?.(message);
      };
      const { failure, executionCount } = await runCell(cell, { kernel, onOutput });
      counts.push(executionCount);
      if (failure) throw new CellError({ path, cell: i + 1, source: cell.source }, failure);
    }
    const failure = await findLateError(kernel);
    const cell = cells.length;
    if (failure) throw new CellError({ path, cell, source: cells[cell - 1].source }, failure);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  }
  const executed = cells.map((cell, i) => ({
    ...cell,
    outputs: collector.outputs[i],
    execution_count: counts[i],
  }));
  await writeNotebook(path, {
    ...notebook,
    // Where no editor has said which kernel it is for, it is for the one that ran it.
    metadata: { ...metadataOfKernel, ...notebook.metadata },
    cells: notebook.cells.map((cell) => {
      if (cell.cell_type !== "code") return cell;
      return executed[cells.indexOf(cell)] ?? { ...cell, outputs: [], execution_count: null };
    }),
  });
}

async function parseCells(
  cells: readonly CodeCell[],
  { path, signal }: { path: string; signal?: AbortSignal },
) {
  const [error] = await findSyntaxErrors(
    cells.map(({ source }) => source),
    { directory: dirname(path), signal },
  );
  if (!error) return;
  const { source } = cells[error.cell - 1];
  const line = source.split("\n")[error.line - 1].trim();
  throw new CellError({ path, cell: error.cell, source }, {
    ename: "SyntaxError",
    evalue: error.message,
    traceback: [`    at line ${error.line} of the cell: ${line}`],
  });
}

/** The error of a promise or a timer that the cells left, when all of them have ended. */
async function findLateError(kernel: Kernel): Promise<CellFailure | undefined> {
  let failure: CellFailure | undefined;
  await kernel.settle(({ header, content }) => {
    if (header.msg_type === "error") failure ??= readCellFailure(content);
  });
  return failure && { ...failure, evalue: `${failure.evalue} (after the last cell had ended)` };
}

/** How a cell ended: if it failed, why. */
interface CellResult {
  readonly executionCount: number;
  readonly failure?: CellFailure;
}

async function runCell(
  { source }: CodeCell,
  { kernel, onOutput }: { kernel: Kernel; onOutput: (message: Message) => void },
): Promise<CellResult> {
  let failure: CellFailure | undefined;
  try {
    const reply = await kernel.execute(source, (message) => {
      if (message.header.msg_type === "error") failure ??= readCellFailure(message.content);
      onOutput(message);
    });
    if (reply.status === "error") failure = explain(reply);
    return { executionCount: reply.executionCount, failure };
  } catch (error) {
    if (!(error instanceof KernelDiedError)) throw error;
    return {
      executionCount: 0,
      failure: { ename: error.name, evalue: error.message, traceback: [] },
    };
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
