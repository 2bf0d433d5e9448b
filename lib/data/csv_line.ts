// The lines of a CSV file of images, and the numbers in one.

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const COMMA = 44;
const DIGIT_ZERO = 48;

/** More digits than a number in such a file can need, zeros in front of it included. */
const MAX_DIGITS = 9;

/** How much of a wrong value an error shows. */
const MAX_SHOWN = 20;

/** A line of a file that is not empty. */
export interface Line {
  readonly content: Uint8Array;
  /** Its number, counted from 1 and with the empty lines. */
  readonly number: number;
}

/** The lines of a file that are not empty, without the ends of lines. */
export function* linesOf(bytes: Uint8Array): Generator<Line, void, void> {
  let number = 1;
  for (let start = hasMark(bytes) ? 3 : 0; start < bytes.length; start++, number++) {
    // Empty lines take a step each, so that a file of nothing else is read through in no time.
    if (bytes[start] === NEWLINE) continue;
    const newline = bytes.indexOf(NEWLINE, start);
    const next = newline === -1 ? bytes.length : newline;
    const end = bytes[next - 1] === CARRIAGE_RETURN ? next - 1 : next;
    if (end > start) yield { content: bytes.subarray(start, end), number };
    start = next;
  }
}

/** What the numbers of a line are. */
export interface LineLayout {
  /** Where they go, one a column. */
  readonly values: Uint8Array;
  /** The index of the label's column; the others are pixels. */
  readonly label: number;
  /** Labels are less than this. */
  readonly classes: number;
}

/**
 * Reads the numbers of one line.
 *
 * @returns What is wrong with the line, or nothing.
 */
export function parseLine(
  line: Uint8Array,
  { values, label, classes }: LineLayout,
): string | undefined {
  const columns = values.length;
  let column = 0;
  let value = 0;
  let digits = 0;
  for (let i = 0; i <= line.length; i++) {
    const digit = line[i] - DIGIT_ZERO;
    if (digit >= 0 && digit <= 9 && digits < MAX_DIGITS) {
      value = 10 * value + digit;
      digits++;
      continue;
    }
    const limit = column === label ? classes - 1 : 255;
    const ends = i === line.length || line[i] === COMMA;
    if (!ends || digits === 0 || value > limit || column === columns) {
      return explain(line, { columns, column, label, limit });
    }
    values[column++] = value;
    value = 0;
    digits = 0;
  }
  if (column !== columns) return explain(line, { columns, column, label, limit: 255 });
}

/** Says what is wrong with a line that could not be read past a column. It may be very long. */
function explain(
  line: Uint8Array,
  { columns, column, label, limit }: {
    columns: number;
    column: number;
    label: number;
    limit: number;
  },
): string {
  return wrongColumns(line, columns) ??
    `, column ${column + 1} holds "${fieldAt(column, line)}" but ` +
      `${column === label ? "a label" : "a pixel"} must be an integer from 0 to ${limit}`;
}

/** Says that a line has more or fewer columns than are needed, if it has. */
export function wrongColumns(line: Uint8Array, columns: number): string | undefined {
  let found = 1;
  for (let i = 0; i < line.length; i++) if (line[i] === COMMA) found++;
  if (found === columns) return undefined;
  const advice = found === columns - 1
    ? "; are the labels missing?"
    : found === 1 && /[;\t]/.test(decode(line.subarray(0, 4 * columns)))
    ? "; are its columns separated by something else than commas?"
    : "";
  return ` has ${found} ${found === 1 ? "column" : "columns"} but ${columns} are needed, ` +
    `the label and ${columns - 1} pixels${advice}`;
}

/** The beginning of what stands in a column. */
function fieldAt(column: number, line: Uint8Array): string {
  let start = 0;
  for (let i = 0; i < column; i++) start = line.indexOf(COMMA, start) + 1;
  const comma = line.indexOf(COMMA, start);
  const end = comma === -1 ? line.length : comma;
  return decode(line.subarray(start, Math.min(end, start + MAX_SHOWN)));
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Whether a text starts with the byte order mark that some programs put before UTF-8. */
function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
