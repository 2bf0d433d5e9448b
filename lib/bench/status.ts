// What the benchmark is doing: one line of the terminal that is written over, and results that stay.

/** Where and how {@linkcode Status} writes. */
export interface StatusOptions {
  write: (text: string) => void;
  /** The width of the terminal, or undefined when the output goes to a file or a pipe. */
  columns: number | undefined;
  /** The time in milliseconds. */
  now?: () => number;
}

/** How often at most a line is added where none can be written over, in milliseconds. */
const LINE_INTERVAL = 10_000;

const ERASE_LINE = "\r\x1b[K";

/** Tells what is being done, and for how long everything has taken. */
export class Status {
  readonly #options: Required<StatusOptions>;
  readonly #begin: number;
  #last = -Infinity;

  constructor({ now = () => performance.now(), ...options }: StatusOptions) {
    this.#options = { now, ...options };
    this.#begin = now();
  }

  /** Says what is going on now. */
  show(text: string): void {
    const { write, columns, now } = this.#options;
    const seconds = Math.floor((now() - this.#begin) / 1000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const line = `${time}  ${text}`;
    if (columns !== undefined) {
      write(ERASE_LINE + [...line].slice(0, columns - 1).join(""));
    } else if (now() - this.#last >= LINE_INTERVAL) {
      this.#last = now();
      write(`${line}\n`);
    }
  }

  /** Writes what shall stay. */
  print(text: string): void {
    const { write, columns } = this.#options;
    write(`${columns === undefined ? "" : ERASE_LINE}${text}\n`);
  }
}
