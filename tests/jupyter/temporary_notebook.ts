// Notebooks for tests: written into a folder of their own, which goes away when the test ends.

import { join } from "@std/path";
import type { CellOutput, CodeCell, Notebook } from "../../lib/jupyter/notebook.ts";
import { writeNotebook } from "../../lib/jupyter/notebook_file.ts";

/** A folder that is removed at the end of an `await using` block. */
export class TemporaryFolder implements AsyncDisposable {
  readonly path = Deno.makeTempDirSync({ prefix: "notebooks-" });

  /** Writes a notebook of these code cells and returns its path. */
  async write(name: string, cells: readonly string[]): Promise<string> {
    const path = join(this.path, `${name}.ipynb`);
    await writeNotebook(path, createNotebook(cells));
    return path;
  }

  async [Symbol.asyncDispose]() {
    await Deno.remove(this.path, { recursive: true });
  }
}

/** A notebook of these code cells after a title, never run unless the outputs of each cell are given. */
export function createNotebook(
  cells: readonly string[],
  { outputs }: { outputs?: readonly (readonly CellOutput[])[] } = {},
): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
      language_info: { name: "typescript" },
    },
    cells: [
      { cell_type: "markdown", id: "title", metadata: {}, source: "# Title" },
      ...cells.map((source, i): CodeCell => ({
        cell_type: "code",
        id: `cell-${i + 1}`,
        metadata: {},
        source,
        execution_count: outputs === undefined ? null : 9,
        outputs: outputs?.[i] ?? [],
      })),
    ],
  };
}
