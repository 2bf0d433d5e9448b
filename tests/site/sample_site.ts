// Notebooks for tests of the site, and a way to look into its pages.

import { join } from "@std/path";
import GithubSlugger from "github-slugger";
import { parseHTML } from "linkedom";
import type { Cell, CellOutput, MediaBundle, Metadata } from "../../lib/jupyter/mod.ts";
import { writeNotebook } from "../../lib/jupyter/mod.ts";
import type { MarkdownContext } from "../../lib/site/markdown.ts";

/** A picture of 2 by 1 pixels. */
export const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEElEQVR4nGNgYGD4z4AEAAAD/wEAY1AZnAAAAABJRU5ErkJggg==";

/** A picture of 30 by 20 pixels. */
export const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"></svg>`;

/** A page in which links and pictures stay as they are. */
export function plainContext(): MarkdownContext {
  return {
    where: "test.ipynb, cell 1 of all",
    slugger: new GithubSlugger(),
    link: (target) => target,
    image: (source) => source,
  };
}

/** The document of some HTML. */
export function parse(html: string): Document {
  const page = html.startsWith("<!doctype") ? html : `<!doctype html><html><body>${html}`;
  return parseHTML(page).document as unknown as Document;
}

/** A cell of text. */
export function text(source: string): Cell {
  return { cell_type: "markdown", id: crypto.randomUUID(), metadata: {}, source };
}

/** A cell of code that was run and put out something. */
export function code(source: string, ...outputs: CellOutput[]): Cell {
  return {
    cell_type: "code",
    id: crypto.randomUUID(),
    metadata: {},
    source,
    execution_count: 1,
    outputs,
  };
}

/** Something that a cell shows. */
export function display(data: MediaBundle): CellOutput {
  return { output_type: "display_data", data, metadata: {} };
}

/** A folder for notebooks and pages, which is removed at the end of an `await using` block. */
export class SampleFolder implements AsyncDisposable {
  readonly path: string = Deno.makeTempDirSync({ prefix: "site-" });

  /** Writes a notebook of these cells and returns its path. */
  async notebook(name: string, cells: Cell[], metadata: Metadata = {}): Promise<string> {
    const path = join(this.path, `${name}.ipynb`);
    await writeNotebook(path, { nbformat: 4, nbformat_minor: 5, metadata, cells });
    return path;
  }

  /** Writes a text file and returns its path. */
  async file(name: string, content: string): Promise<string> {
    const path = join(this.path, name);
    await Deno.writeTextFile(path, content);
    return path;
  }

  async [Symbol.asyncDispose]() {
    await Deno.remove(this.path, { recursive: true });
  }
}
