// Shows on the terminal how far a run is: one line that is written over, or now and then a new line.

import type { Message } from "./message.ts";

/** Where and how {@linkcode Progress} writes. */
export interface ProgressOptions {
  /** Writes to the terminal. */
  write: (text: string) => void;
  /** The width of the terminal, or undefined when the output goes to a file or a pipe. */
  columns: number | undefined;
  /** The time in milliseconds. */
  now?: () => number;
}

/** How often at most the line is written over, and how often a new line is added, in milliseconds. */
const REWRITE_INTERVAL = 100;
const LINE_INTERVAL = 10_000;

const ERASE_LINE = "\r\x1b[K";

/** The progress of one notebook's run: its name, cell i of n, the time, and what the cell last said. */
export class Progress {
  #name: string;
  #options: Required<ProgressOptions>;
  #start: number;
  #lastShown: number;
  #cell = "";
  #news = "";

  /**
   * @param name The notebook's name.
   * @param options Where and how to write.
   */
  constructor(name: string, { now = () => performance.now(), ...options }: ProgressOptions) {
    this.#name = name;
    this.#options = { now, ...options };
    this.#start = this.#lastShown = now();
    if (options.columns === undefined) options.write(`${name}: started\n`);
    else this.#show();
  }

  /**
   * A cell starts.
   *
   * @param cell Its number, counted from 1.
   * @param count How many cells there are.
   */
  startCell(cell: number, count: number) {
    this.#cell = `cell ${cell}/${count}`;
    this.#news = "";
    this.tick();
  }

  /**
   * A cell put something out: the last line of its text is news.
   *
   * @param message What the kernel sent.
   */
  addOutput({ content }: Message) {
    const text = content.text ?? (content.data as Record<string, unknown>)?.["text/plain"];
    const lines = String(text ?? "").split(/[\r\n]+/).filter((line) => line.trim() !== "");
    if (lines.length === 0) return;
    this.#news = lines[lines.length - 1].trim();
    this.tick();
  }

  /** Shows how things are, unless that was done a moment ago. Call it now and then. */
  tick() {
    const { now, columns } = this.#options;
    const interval = columns === undefined ? LINE_INTERVAL : REWRITE_INTERVAL;
    if (now() - this.#lastShown >= interval) this.#show();
  }

  /**
   * The run has ended.
   *
   * @param how What came of it, such as "done".
   */
  end(how: string) {
    const { columns, write } = this.#options;
    const line = `${this.#name}: ${how} in ${this.#elapsed()}\n`;
    write(columns === undefined ? line : ERASE_LINE + line);
  }

  #show() {
    const { now, columns, write } = this.#options;
    this.#lastShown = now();
    const line = [this.#name, this.#cell, this.#elapsed(), this.#news].filter(Boolean).join("  ");
    if (columns === undefined) write(`${line}\n`);
    else write(ERASE_LINE + [...line].slice(0, columns - 1).join(""));
  }

  #elapsed(): string {
    const seconds = (this.#options.now() - this.#start) / 1000;
    if (seconds < 60) return `${seconds.toFixed(1)} s`;
    const whole = Math.floor(seconds);
    return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
  }
}
