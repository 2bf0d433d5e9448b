// One line of the terminal that is written over, and what stays above it.

/** Where text goes, as {@linkcode standardOutput} gives one. */
export interface Terminal {
  write(text: string): void;
  /** Its width in characters, or undefined where the text goes to a file or a pipe. */
  readonly columns: number | undefined;
}

/** Where and how often a {@linkcode TerminalLine} is written. */
export interface TerminalLineOptions extends Terminal {
  /** The milliseconds between two writings on a terminal, at least; 0 unless told. */
  readonly interval?: number;
  /** The time in milliseconds. */
  readonly now?: () => number;
}

/** The milliseconds between two lines where none can be written over. */
const LOG_INTERVAL = 10_000;

const ERASE_LINE = "\r\x1b[K";

/** A line that says what is going on. In a file, where none can be written over, one is added now and then. */
export class TerminalLine {
  readonly #options: Required<TerminalLineOptions>;
  #last = -Infinity;

  constructor({ interval = 0, now = () => performance.now(), ...terminal }: TerminalLineOptions) {
    this.#options = { interval, now, ...terminal };
  }

  /** Writes what is going on now, cut to the width, unless something was written a moment ago. */
  show(text: string): void {
    const { write, columns, interval, now } = this.#options;
    const time = now();
    if (time - this.#last < (columns === undefined ? LOG_INTERVAL : interval)) return;
    this.#last = time;
    write(
      columns === undefined ? `${text}\n` : ERASE_LINE + [...text].slice(0, columns - 1).join(""),
    );
  }

  /** Writes what shall stay. */
  print(text: string): void {
    const { write, columns, now } = this.#options;
    this.#last = now();
    write(`${columns === undefined ? "" : ERASE_LINE}${text}\n`);
  }
}

/** The standard output of this program. */
export function standardOutput(): Terminal {
  const encoder = new TextEncoder();
  return {
    write: (text) => Deno.stdout.writeSync(encoder.encode(text)),
    // Some terminals say that they are 0 columns wide.
    columns: Deno.stdout.isTerminal() ? Deno.consoleSize().columns || 80 : undefined,
  };
}
