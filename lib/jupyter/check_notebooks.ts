// Checks notebooks before anybody reads them: the files, their format, the code of their cells.

import { dirname } from "@std/path";
import { checkCode } from "./check_code.ts";
import { codeCells, type Notebook } from "./notebook.ts";
import { parseNotebook } from "./parse_notebook.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { runDeno } from "../system/run_deno.ts";
import { shortPath } from "./short_path.ts";
import { findSyntaxErrors } from "./syntax.ts";

/** GitHub shows no notebook that is larger, and reviews of its changes get slow long before. In bytes. */
const SIZE_LIMIT = 1_000_000;

/**
 * Checks notebooks. Each must be
 *
 * - a valid file for the Deno kernel of less than 1 MB,
 * - formatted as `deno fmt` formats it,
 * - without stored errors,
 * - of code that passes `deno check` and `deno lint`.
 *
 * @param paths The .ipynb files.
 * @param options `signal` ends the check, which leaves nothing behind.
 * @returns What is wrong, in the order of the files; none when all is well.
 * @throws The reason of the signal, if it ends the check.
 */
export async function checkNotebooks(
  paths: readonly string[],
  { signal }: { signal?: AbortSignal } = {},
): Promise<Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  const toCheck: { path: string; cells: string[] }[] = [];
  for (const path of paths) {
    const text = await Deno.readTextFile(path);
    const notebook = parse(text, { path, diagnostics });
    if (!notebook) continue;
    diagnostics.push(...checkFile(notebook, { path, text }));
    const cells = codeCells(notebook).map(({ source }) => source);
    const syntaxErrors = await findSyntaxErrors(cells, { directory: dirname(path), signal });
    diagnostics.push(...syntaxErrors.map((error) => ({ path, ...error })));
    if (syntaxErrors.length > 0) continue;
    toCheck.push({ path, cells });
    if (!await isFormatted(text, { path, signal })) {
      diagnostics.push({
        path,
        message: `is not formatted: run deno fmt ${shortPath(path)}`,
      });
    }
  }
  diagnostics.push(...await checkCode(toCheck, { signal }));
  // Files of other folders, whose errors show when cells import them, come first.
  return diagnostics.toSorted((a, b) =>
    paths.indexOf(a.path) - paths.indexOf(b.path) ||
    (a.cell ?? 0) - (b.cell ?? 0) || (a.line ?? 0) - (b.line ?? 0)
  );
}

function parse(
  text: string,
  { path, diagnostics }: { path: string; diagnostics: Diagnostic[] },
): Notebook | undefined {
  try {
    return parseNotebook(text, shortPath(path));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    diagnostics.push({ path, message: error.message });
  }
}

function checkFile(
  notebook: Notebook,
  { path, text }: { path: string; text: string },
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const size = new TextEncoder().encode(text).length;
  if (size >= SIZE_LIMIT) {
    diagnostics.push({ path, message: `has ${size} bytes, must have less than ${SIZE_LIMIT}` });
  }
  // Editors choose the kernel by the first; deno fmt passes over notebooks without the second.
  const wanted = [["kernelspec", "deno"], ["language_info", "typescript"]];
  for (const [field, name] of wanted) {
    const found = (notebook.metadata[field] as { name?: unknown } | undefined)?.name;
    if (found !== name) {
      const message = `metadata.${field}.name is ${JSON.stringify(found)}, must be "${name}": ` +
        `choose the kernel Deno in an editor, or run it with deno task notebooks`;
      diagnostics.push({ path, message });
    }
  }
  for (const [i, { outputs }] of codeCells(notebook).entries()) {
    const error = outputs.find((output) => output.output_type === "error");
    if (error) {
      const message = `stores the error ${error.ename}: ${error.evalue}; mend the cell and run it`;
      diagnostics.push({ path, cell: i + 1, message });
    }
  }
  return diagnostics;
}

/**
 * Whether `deno fmt` would leave the notebook as it is. `deno fmt --check` cannot tell: it calls any cell
 * wrong that does not end in a newline, unless its cache remembers that the file was formatted.
 */
async function isFormatted(
  text: string,
  { path, signal }: { path: string; signal?: AbortSignal },
): Promise<boolean> {
  const { stdout } = await runDeno(["fmt", "--ext", "ipynb", "-"], dirname(path), {
    stdin: text,
    signal,
  });
  return stdout === text;
}
