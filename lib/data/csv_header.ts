// The header of a CSV file of images, and what it says of where the labels are.

/** A column: its name in the header, or its index from 0. */
export type LabelColumn = number | string;

/** What the column of the labels is called by those who make such files. */
const LABEL_NAMES = ["label", "labels", "class", "classes", "digit", "target", "y"];

/** A longer line is no header: no name of a column is that long. */
const MAX_NAME = 64;

/**
 * The names in a header.
 *
 * @param line The first line of a file.
 * @param columns How many columns the file should have.
 * @returns The names, without quotes; nothing if the line is none of names: if it has a number in it and
 * does not name a label. The numbers 0, 1, 2 and so on to the last column are names, as pandas gives them.
 */
export function headerNames(line: Uint8Array, columns: number): string[] | undefined {
  if (line.length > MAX_NAME * columns) return undefined;
  const names = new TextDecoder().decode(line).split(",")
    .map((field) => field.trim().replace(/^"(.*)"$/, "$1"));
  const isHeader = names.some((name) => LABEL_NAMES.includes(name.toLowerCase())) ||
    names.every((name) => name === "" || Number.isNaN(Number(name))) ||
    names.length > 256 && names.every((name, i) => name === String(i));
  return isHeader ? names : undefined;
}

/**
 * The index of the label's column.
 *
 * @param names The header, if the file has one: as many names as there are columns.
 * @param options `columns`: how many there should be. `labelColumn`: what the caller says.
 * @returns The index; or what is wrong, in words.
 */
export function findLabelColumn(
  names: readonly string[] | undefined,
  { columns, labelColumn }: { columns: number; labelColumn?: LabelColumn },
): number | string {
  if (typeof labelColumn === "number") {
    const fits = Number.isInteger(labelColumn) && labelColumn >= 0 && labelColumn < columns;
    return fits ? labelColumn : `labelColumn is ${labelColumn} but must be an index from 0 to ` +
      `${columns - 1}`;
  }
  if (labelColumn !== undefined) return indexOfName(labelColumn, names);
  return names === undefined ? 0 : guessLabelColumn(names);
}

function indexOfName(name: string, names: readonly string[] | undefined): number | string {
  if (names === undefined) {
    return `it has no header, so labelColumn must be the index of a column but is "${name}"`;
  }
  const index = names.indexOf(name);
  return index !== -1 ? index : `its header has no "${name}", found ${listed(names)}`;
}

/** The column that is called like a label, or else the one that is called like no other. */
function guessLabelColumn(names: readonly string[]): number | string {
  const labels = indicesWhere(names, (name) => LABEL_NAMES.includes(name.toLowerCase()));
  if (labels.length === 1) return labels[0];
  // "pixel0" and "pixel783" are of one kind, "7x12" and "28x28" too.
  const kinds = names.map((name) => name.replaceAll(/\d+/g, "0"));
  const alone = indicesWhere(
    kinds,
    (kind) => kinds.indexOf(kind) === kinds.lastIndexOf(kind),
  );
  if (labels.length === 0 && alone.length === 1 && new Set(kinds).size === 2) return alone[0];
  return `its header does not tell which column is the label, found ${listed(names)}; ` +
    `call that column "label", or give labelColumn`;
}

function indicesWhere(values: readonly string[], test: (value: string) => boolean): number[] {
  return values.flatMap((value, i) => test(value) ? [i] : []);
}

/** The first names of a header, and its last. */
function listed(names: readonly string[]): string {
  const shown = names.length > 5 ? [...names.slice(0, 3), "…", names[names.length - 1]] : names;
  return shown.map((name) => name.slice(0, 20)).join(", ");
}
