// What the benchmark is doing: a line with the time it has taken, and results that stay.

import { duration } from "../system/duration.ts";
import { TerminalLine, type TerminalLineOptions } from "../system/terminal_line.ts";

/** Tells what is being done, and for how long everything has taken. */
export class Status {
  readonly #line: TerminalLine;
  readonly #now: () => number;
  readonly #begin: number;

  constructor({ now = () => performance.now(), ...options }: TerminalLineOptions) {
    this.#line = new TerminalLine({ now, ...options });
    this.#now = now;
    this.#begin = now();
  }

  /** Says what is going on now. */
  show(text: string): void {
    this.#line.show(`${duration((this.#now() - this.#begin) / 1000)}  ${text}`);
  }

  /** Writes what shall stay. */
  print(text: string): void {
    this.#line.print(text);
  }
}
