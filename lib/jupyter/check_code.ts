// Type-checks and lints the code of notebooks, and says of everything wrong which cell and line it is in.

import { dirname, fromFileUrl, join, resolve, toFileUrl } from "@std/path";
import { type CellModule, toModule } from "./cell_module.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { removeLeftFiles } from "./left_files.ts";
import { runDeno } from "../system/run_deno.ts";

/** How the names of temporary files start. */
const TEMPORARY = ".check-";

/** Rules that would blame the module for what it does to the cells: it puts them into blocks. */
const RULES_NOT_FOR_CELLS = "no-inner-declarations";

/**
 * Checks the code of notebooks as `deno check` and `deno lint` check a file in the notebook's folder.
 *
 * @param notebooks For each notebook its path and the code of its cells.
 * @param options `signal` ends the work.
 * @returns What is wrong.
 * @throws The reason of the signal, if it ends the work.
 */
export async function checkCode(
  notebooks: readonly { path: string; cells: readonly string[] }[],
  { signal }: { signal?: AbortSignal } = {},
): Promise<Diagnostic[]> {
  if (notebooks.length === 0) return [];
  const modules = new Map<string, CellModule & { path: string }>();
  try {
    for (const directory of new Set(notebooks.map(({ path }) => dirname(path)))) {
      await removeLeftFiles(directory, TEMPORARY);
    }
    for (const { path, cells } of notebooks) {
      // Beside the notebook, so that relative imports and deno.json are those of its cells.
      const file = join(resolve(dirname(path)), `${TEMPORARY}${crypto.randomUUID()}.ts`);
      const module = toModule(cells);
      modules.set(toFileUrl(file).href, { ...module, path });
      await Deno.writeTextFile(file, module.text);
    }
    const urls = [...modules.keys()];
    const around = { directory: dirname(notebooks[0].path), signal };
    const findings = await Promise.all([findTypeErrors(urls, around), findLint(urls, around)]);
    return findings.flat().map(({ url, line, message }) => {
      const module = modules.get(url);
      if (!module) return { path: url, line, message };
      return { path: module.path, ...module.origins[line - 1], message };
    });
  } finally {
    for (const url of modules.keys()) await Deno.remove(new URL(url)).catch(() => {});
  }
}

/** What is wrong in a file. */
interface Finding {
  /** A file URL. */
  readonly url: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** How `deno check` reports: the code, what is wrong, more lines, the position. Or an error without code. */
const TYPE_ERROR =
  /^(?:(TS\d+) \[ERROR\]|error): (?:SyntaxError: )?(.*)\n(?:.*\n)*?\s+at (file:\S+):(\d+):\d+$/gm;

/** Where a command runs, and what ends it. */
interface Around {
  readonly directory: string;
  readonly signal?: AbortSignal;
}

async function findTypeErrors(
  urls: readonly string[],
  { directory, signal }: Around,
): Promise<Finding[]> {
  const { success, stderr } = await runDeno(["check", "--quiet", ...urls], directory, { signal });
  if (success) return [];
  const findings = [...stderr.matchAll(TYPE_ERROR)].map(([, code, message, url, line]) => ({
    url,
    line: Number(line),
    message: code ? `${message} (${code})` : message,
  }));
  if (findings.length === 0) throw new Error(`Cannot type-check notebooks: ${stderr}`);
  return findings;
}

async function findLint(
  urls: readonly string[],
  { directory, signal }: Around,
): Promise<Finding[]> {
  const args = ["lint", "--json", `--rules-exclude=${RULES_NOT_FOR_CELLS}`];
  const { stdout, stderr } = await runDeno(
    [...args, ...urls.map((url) => fromFileUrl(url))],
    directory,
    { signal },
  );
  if (stdout === "") throw new Error(`Cannot lint notebooks: ${stderr}`);
  const diagnostics: LintDiagnostic[] = JSON.parse(stdout).diagnostics;
  return diagnostics.map(({ filename, range, message, code }) => ({
    url: filename,
    line: range.start.line,
    message: `${message} (${code})`,
  }));
}

/** What `deno lint --json` says of a fault, as far as it is used here. */
interface LintDiagnostic {
  readonly filename: string;
  readonly range: { readonly start: { readonly line: number } };
  readonly message: string;
  readonly code: string;
}
