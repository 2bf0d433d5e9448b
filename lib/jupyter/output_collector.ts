// From the messages of a kernel to the outputs that a notebook stores.

import { type Message, readCellFailure } from "./message.ts";
import type { CellOutput, MediaBundle, Metadata, Stream } from "./notebook.ts";
import { readOutput } from "./parse_notebook.ts";

/** How many characters of output a notebook stores, unless told. GitHub shows a tenth of it at most. */
const OUTPUT_LIMIT = 10_000_000;

/** What the fields of an output come to, in characters, beside its content. */
const OUTPUT_OVERHEAD = 100;

/** An output as it is now: more of a stream and updates of a display replace it. */
interface Entry {
  output: CellOutput;
  size: number;
  readonly displayId?: string;
}

/**
 * Collects the outputs of a notebook's cells, one cell after the other.
 *
 * It does what the editors do: pieces of one stream that follow each other become one output, an update
 * of a display replaces what that display showed, in whichever cell it is, and a cell can clear what it
 * has put out. Unlike them it is bounded: what a notebook puts out beyond the limit is left out, and
 * the cell says so.
 *
 * Source: https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-iopub-pub-sub-channel
 */
export class OutputCollector {
  readonly #limit: number;
  #size = 0;
  readonly #cells: Entry[][] = [];
  #entries: Entry[] = [];
  /** What shows each display, by its id. */
  readonly #displays = new Map<string, Entry[]>();
  #clearsBeforeNext = false;
  #isCut = false;

  /** @param options `limit`: how many characters are stored, 10,000,000 unless told. */
  constructor({ limit = OUTPUT_LIMIT }: { limit?: number } = {}) {
    this.#limit = limit;
  }

  /** The outputs of each cell that was started. */
  get outputs(): CellOutput[][] {
    return this.#cells.map((entries) => entries.map(({ output }) => output));
  }

  /** Lets the outputs that follow belong to the next cell. */
  startCell() {
    this.#entries = [];
    this.#cells.push(this.#entries);
    this.#clearsBeforeNext = false;
    this.#isCut = false;
  }

  /**
   * Takes what the kernel sent.
   *
   * @param message An output message; others are ignored.
   */
  add({ header, content }: Message) {
    const data = content.data as MediaBundle;
    const metadata = content.metadata as Metadata;
    const displayId = readDisplayId(content);
    switch (header.msg_type) {
      case "stream":
        return this.#addStream(content.name === "stderr" ? "stderr" : "stdout", `${content.text}`);
      case "display_data":
        return this.#push({ output_type: "display_data", data, metadata }, displayId);
      case "execute_result": {
        const execution_count = Number(content.execution_count);
        const output = { output_type: "execute_result", execution_count, data, metadata } as const;
        return this.#push(output, displayId);
      }
      case "update_display_data":
        for (const entry of this.#displays.get(displayId ?? "") ?? []) {
          this.#replace(entry, { ...entry.output, data, metadata } as CellOutput);
        }
        return;
      case "error":
        return this.#push({ output_type: "error", ...readCellFailure(content) });
      case "clear_output":
        if (content.wait) this.#clearsBeforeNext = true;
        else this.#clear();
    }
  }

  #addStream(name: Stream["name"], text: string) {
    if (this.#clearsBeforeNext) this.#clear();
    const last = this.#entries.at(-1);
    if (this.#isCut || last?.output.output_type !== "stream" || last.output.name !== name) {
      return this.#push({ output_type: "stream", name, text });
    }
    const kept = wholeCharacters(text, this.#limit - this.#size);
    this.#replace(last, { ...last.output, text: last.output.text + kept });
    if (kept !== text) this.#cut();
  }

  #push(output: CellOutput, displayId?: string) {
    if (this.#clearsBeforeNext) this.#clear();
    if (this.#isCut) return;
    const flaw = findFlaw(output);
    if (flaw !== undefined) return this.#addNote(flaw);
    const room = this.#limit - this.#size;
    const size = sizeOf(output);
    if (size <= room) return this.#store({ output, size, displayId });
    if (output.output_type === "stream") {
      const text = wholeCharacters(output.text, room - OUTPUT_OVERHEAD);
      if (text !== "") this.#store({ output: { ...output, text }, size: room });
    }
    this.#cut();
  }

  #store(entry: Entry) {
    this.#entries.push(entry);
    this.#size += entry.size;
    const { displayId } = entry;
    if (displayId === undefined) return;
    this.#displays.set(displayId, [...this.#displays.get(displayId) ?? [], entry]);
  }

  #replace(entry: Entry, output: CellOutput) {
    const flaw = findFlaw(output);
    if (flaw !== undefined) return this.#addNote(flaw);
    const size = sizeOf(output);
    if (this.#size - entry.size + size > this.#limit) return this.#cut();
    this.#size += size - entry.size;
    Object.assign(entry, { output, size });
  }

  #clear() {
    this.#clearsBeforeNext = false;
    for (const entry of this.#entries.splice(0)) {
      this.#size -= entry.size;
      const { displayId } = entry;
      if (displayId === undefined) continue;
      const left = this.#displays.get(displayId)?.filter((other) => other !== entry) ?? [];
      if (left.length > 0) this.#displays.set(displayId, left);
      else this.#displays.delete(displayId);
    }
    this.#isCut = false;
  }

  /** Says, once in a cell, that output is missing from here on. */
  #cut() {
    if (this.#isCut) return;
    this.#isCut = true;
    const limit = this.#limit.toLocaleString("en");
    const text = `Output cut: a notebook stores ${limit} characters of output at most`;
    // It fits always.
    this.#store({ ...note(text), size: 0 });
  }

  #addNote(text: string) {
    const entry = note(text);
    if (this.#size + entry.size > this.#limit) this.#cut();
    else this.#store(entry);
  }
}

/** What a notebook says in place of an output that it does not store. */
function note(text: string): Entry {
  const output = { output_type: "stream", name: "stderr", text: `\n[${text}]\n` } as const;
  return { output, size: sizeOf(output) };
}

/** Why a notebook cannot store an output, if so: cells can send anything past the functions that show. */
function findFlaw(output: CellOutput): string | undefined {
  try {
    readOutput(output, "output");
  } catch (error) {
    return (error as Error).message.replace("read notebook", "store");
  }
}

/** About how many characters an output takes in a file. */
function sizeOf(output: CellOutput): number {
  switch (output.output_type) {
    case "stream":
      return output.text.length + OUTPUT_OVERHEAD;
    case "error":
      return JSON.stringify(output).length;
    default:
      return [...Object.values(output.data), output.metadata].reduce<number>(
        (sum, value) => sum + (typeof value === "string" ? value : JSON.stringify(value)).length,
        OUTPUT_OVERHEAD,
      );
  }
}

/** The start of a text, of at most that many units of UTF-16, without half a character at its end. */
function wholeCharacters(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, Math.max(0, length)).replace(/[\ud800-\udbff]$/, "");
}

function readDisplayId(content: Message["content"]): string | undefined {
  const id = (content.transient as Record<string, unknown> | undefined)?.display_id;
  return typeof id === "string" ? id : undefined;
}
