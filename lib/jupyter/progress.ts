// Shows on the terminal how far a run is.

import { duration } from "../system/duration.ts";
import { TerminalLine, type TerminalLineOptions } from "../system/terminal_line.ts";
import type { Message } from "./message.ts";

/** How often at most the line is written over, in milliseconds. */
const INTERVAL = 100;

/** The progress of one notebook's run: its name, cell i of n, the time, and what the cell last said. */
export class Progress {
  readonly #name: string;
  readonly #line: TerminalLine;
  readonly #now: () => number;
  readonly #start: number;
  #cell = "";
  #news = "";

  /**
   * @param name The notebook's name.
   * @param options Where to write.
   */
  constructor(name: string, { now = () => performance.now(), ...options }: TerminalLineOptions) {
    this.#name = name;
    this.#line = new TerminalLine({ interval: INTERVAL, now, ...options });
    this.#now = now;
    this.#start = now();
    if (options.columns === undefined) this.#line.print(`${name}: started`);
    else this.tick();
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
    const parts = [this.#name, this.#cell, this.#elapsed(), this.#news];
    this.#line.show(parts.filter(Boolean).join("  "));
  }

  /**
   * The run has ended.
   *
   * @param how What came of it, such as "done".
   */
  end(how: string) {
    this.#line.print(`${this.#name}: ${how} in ${this.#elapsed()}`);
  }

  #elapsed(): string {
    return duration((this.#now() - this.#start) / 1000);
  }
}
