// Which notebooks a command is about.

/** The notebook that compares all others, and so comes last. */
const LAST = "report";

/** Notebooks beside the row of generations: they run when they are named, or with all. */
const ASIDE = /^(0[7-9]|1[0-9])b?-/;

/**
 * Chooses notebooks by name.
 *
 * @param known The names there are, without ".ipynb".
 * @param wanted Names, starts of names, or parts of names, such as "02". A whole name or a start goes before
 * a part, so that "1" means "1-one" and not "21-more".
 * @returns The chosen names in the order of the story: by name, the report last.
 * @throws {RangeError} If one of the wanted fits none; it lists the known ones.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { selectNotebooks } from "./select_notebooks.ts";
 *
 * const known = ["report", "01-one", "02-two"];
 * assertEquals(selectNotebooks(known, []), ["01-one", "02-two", "report"]);
 * assertEquals(selectNotebooks(known, ["02"]), ["02-two"]);
 * ```
 */
export function selectNotebooks(known: readonly string[], wanted: readonly string[]): string[] {
  const ordered = known.toSorted((a, b) =>
    Number(a === LAST) - Number(b === LAST) || (a < b ? -1 : 1)
  );
  if (wanted.length === 0) return ordered;
  const chosen = new Set(wanted.flatMap((text) => findByName(ordered, text)));
  return ordered.filter((name) => chosen.has(name));
}

/** The generations, the benchmarks and the report, without the notebooks beside them. */
export function withoutAside(names: readonly string[]): string[] {
  return names.filter((name) => !ASIDE.test(name));
}

function findByName(names: readonly string[], wanted: string): string[] {
  // A shell that completes file names hands over "notebooks/02-two.ipynb".
  const text = wanted.replace(/^.*[/\\]/, "").replace(/\.ipynb$/, "");
  const rules = [
    (name: string) => name === text,
    (name: string) => name.startsWith(text),
    (name: string) => name.includes(text),
  ];
  const found = rules.map((fits) => names.filter(fits)).find((list) => list.length > 0);
  if (found) return found;
  throw new RangeError(
    `Cannot find notebook ${wanted}: there are ${names.join(", ") || "none"}`,
  );
}
