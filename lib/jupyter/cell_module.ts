// Writes the cells of a notebook as one TypeScript module, so that Deno can check and lint them.

/** A line of a cell: which cell and which of its lines, both counted from 1. */
export interface CellLine {
  readonly cell: number;
  readonly line: number;
}

/** The module that stands for a notebook. */
export interface CellModule {
  readonly text: string;
  /** For each line of the text the line of the cell it came from, if it came from one. */
  readonly origins: readonly (CellLine | undefined)[];
}

/** A static import as `deno fmt` writes it, from the start of a line. */
const IMPORT =
  /^import\s(?:([^"'();]*?)\sfrom\s)?\s*(["'])([^"'\n]+)\2(?:\s*with\s*\{[^}]*\})?;?/gm;

/** The name that a part of an import clause binds: `a`, `b as a` or `* as a`. */
const BOUND_NAME = /[\w$]+(?=\s*(?:,|\}|$))/g;

/**
 * Writes cells as one module.
 *
 * A cell may declare a name that an earlier cell declared. So each cell becomes a block inside the block of
 * the cell before it, where it sees all earlier names and may hide them. Imports cannot stand in a block, so
 * they move to the top; what several cells import gets another name from the second time on.
 *
 * @param cells The code of each cell.
 * @returns The module.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { toModule } from "./cell_module.ts";
 *
 * const { text, origins } = toModule(["const a = 1;", "const a = 2;"]);
 * assertEquals(text, "{ // cell 1\nconst a = 1;\n{ // cell 2\nconst a = 2;\n}}\nexport {};\n");
 * assertEquals(origins[3], { cell: 2, line: 1 });
 * ```
 */
export function toModule(cells: readonly string[]): CellModule {
  const imports: string[] = [];
  const importOrigins: CellLine[] = [];
  const lines: string[] = [];
  const origins: (CellLine | undefined)[] = [];
  const seen = new Set<string>();
  for (const [i, code] of cells.entries()) {
    const cell = i + 1;
    const withoutImports = code.replaceAll(IMPORT, (statement, clause, _quote, from, offset) => {
      const first = code.slice(0, offset).split("\n").length;
      const renamed = renameSeen(statement, { clause, from, cell, seen }).split("\n");
      imports.push(...renamed);
      importOrigins.push(...renamed.map((_, line) => ({ cell, line: first + line })));
      return "\n".repeat(renamed.length - 1);
    });
    const cellLines = withoutImports.split("\n");
    lines.push(`{ // cell ${cell}`, ...cellLines);
    origins.push(undefined, ...cellLines.map((_, line) => ({ cell, line: line + 1 })));
  }
  // Without an export or import it would be a script, whose names are those of all scripts.
  lines.push("}".repeat(cells.length), "export {};", "");
  return { text: [...imports, ...lines].join("\n"), origins: [...importOrigins, ...origins] };
}

/** Gives the names that an earlier cell imported from the same module another one. */
function renameSeen(
  statement: string,
  { clause = "", from, cell, seen }: {
    clause: string | undefined;
    from: string;
    cell: number;
    seen: Set<string>;
  },
): string {
  const renamed = clause.replaceAll(BOUND_NAME, (name, offset: number) => {
    const key = `${name} of ${from}`;
    if (!seen.has(key)) {
      seen.add(key);
      return name;
    }
    const before = clause.slice(0, offset);
    const isNamed = before.includes("{") && !/\sas\s+$/.test(before);
    return isNamed ? `${name} as _${name}${cell}` : `_${name}${cell}`;
  });
  return statement.replace(clause, () => renamed);
}
