// The way from notebook to notebook: the last cell of each links to the one before and the one after.

import { basename } from "@std/path";
import type { Cell, Notebook } from "./notebook.ts";
import { readNotebook, writeNotebook } from "./notebook_file.ts";

/** The id of the cell that holds the links. */
const NAVIGATION = "navigation";

/** As `fmt.lineWidth` in deno.json. */
const LINE_WIDTH = 100;

/** Where the list of all notebooks is, as seen from one of them. */
const ALL = "[All notebooks](../README.md)";

/**
 * Brings the links between notebooks up to date, in their files.
 *
 * @param paths All of them, in the order of the story.
 * @returns The paths of the files that had to change.
 * @throws {SyntaxError} If one is no notebook, or has no heading to be called by.
 */
export async function linkNotebooks(paths: readonly string[]): Promise<string[]> {
  const notebooks = await Promise.all(paths.map(readNotebook));
  const links = paths.map((path, i) => `[${titleOf(notebooks[i], path)}](${basename(path)})`);
  const changed: string[] = [];
  for (const [i, path] of paths.entries()) {
    const linked = withNavigation(notebooks[i], { previous: links[i - 1], next: links[i + 1] });
    if (linked === notebooks[i]) continue;
    await writeNotebook(path, linked);
    changed.push(path);
  }
  return changed;
}

/**
 * A notebook whose last cell links to its neighbours.
 *
 * @param notebook With such a cell at its end, or without.
 * @param links To the one before and the one after, in Markdown, where there is one.
 * @returns The same object if its links are right.
 */
export function withNavigation(
  notebook: Notebook,
  { previous, next }: { previous?: string; next?: string },
): Notebook {
  const parts = [previous && `← ${previous}`, ALL, next && `${next} →`];
  const source = wrap(parts.filter((part) => part !== undefined).join(" · "));
  if (notebook.cells.at(-1)?.id === NAVIGATION && notebook.cells.at(-1)?.source === source) {
    return notebook;
  }
  const cell: Cell = { cell_type: "markdown", id: NAVIGATION, metadata: {}, source };
  return { ...notebook, cells: [...notebook.cells.filter(({ id }) => id !== NAVIGATION), cell] };
}

/** The first heading of a notebook. */
function titleOf({ cells }: Notebook, path: string): string {
  for (const { cell_type, source } of cells) {
    const heading = cell_type === "markdown" ? source.match(/^# +(.+)$/m) : null;
    if (heading) return heading[1].trim();
  }
  throw new SyntaxError(
    `Cannot link to notebook ${basename(path)}: it has no heading; begin its first cell with "# "`,
  );
}

/** Breaks a text into lines of at most 100 characters, as `deno fmt` does: never within a link. */
function wrap(text: string): string {
  const lines = [""];
  for (const word of text.match(/\[.*?\]\(.*?\)|\S+/g) ?? []) {
    const last = lines[lines.length - 1];
    const longer = last === "" ? word : `${last} ${word}`;
    if (longer.length <= LINE_WIDTH || last === "") lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join("\n");
}
