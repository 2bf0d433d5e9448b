// From the messages of a kernel to the outputs that a notebook stores.

import { type Message, readCellFailure } from "./message.ts";
import type { CellOutput, CodeCell, MediaBundle, Metadata } from "./notebook.ts";

/**
 * Collects the outputs of a notebook's cells, one cell after the other.
 *
 * It does what the editors do: pieces of one stream that follow each other become one output, an update
 * of a display replaces what that display showed, in whichever cell it is, and a cell can clear what it
 * has put out.
 *
 * Source: https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-iopub-pub-sub-channel
 */
export class OutputCollector {
  #outputs: CellOutput[] = [];
  /** The outputs that show each display, by its id. */
  #displays = new Map<string, { data: MediaBundle; metadata: Metadata }[]>();
  #clearsBeforeNext = false;

  /**
   * Lets the outputs that follow belong to a cell, in place of those it has.
   *
   * @param cell The cell.
   */
  startCell(cell: CodeCell) {
    this.#outputs = cell.outputs = [];
    this.#clearsBeforeNext = false;
  }

  /**
   * Takes what the kernel sent.
   *
   * @param message An output message; others are ignored.
   */
  add({ header, content }: Message) {
    const data = content.data as MediaBundle;
    const metadata = content.metadata as Metadata;
    switch (header.msg_type) {
      case "stream":
        return this.#addStream(content.name === "stderr" ? "stderr" : "stdout", `${content.text}`);
      case "display_data":
        return this.#addDisplay({ output_type: "display_data", data, metadata }, content);
      case "execute_result": {
        const execution_count = Number(content.execution_count);
        const result = { output_type: "execute_result", execution_count, data, metadata } as const;
        return this.#addDisplay(result, content);
      }
      case "update_display_data":
        for (const display of this.#displays.get(displayId(content) ?? "") ?? []) {
          Object.assign(display, { data, metadata });
        }
        return;
      case "error":
        return this.#push({ output_type: "error", ...readCellFailure(content) });
      case "clear_output":
        if (content.wait) this.#clearsBeforeNext = true;
        else this.#outputs.length = 0;
    }
  }

  #addStream(name: "stdout" | "stderr", text: string) {
    const last = this.#outputs.at(-1);
    const continues = last?.output_type === "stream" && last.name === name;
    if (continues && !this.#clearsBeforeNext) last.text += text;
    else this.#push({ output_type: "stream", name, text });
  }

  #addDisplay(
    output: Extract<CellOutput, { data: MediaBundle }>,
    content: Record<string, unknown>,
  ) {
    this.#push(output);
    const id = displayId(content);
    if (id !== undefined) this.#displays.set(id, [...this.#displays.get(id) ?? [], output]);
  }

  #push(output: CellOutput) {
    if (this.#clearsBeforeNext) this.#outputs.length = 0;
    this.#clearsBeforeNext = false;
    this.#outputs.push(output);
  }
}

function displayId(content: Record<string, unknown>): string | undefined {
  const id = (content.transient as Record<string, unknown> | undefined)?.display_id;
  return typeof id === "string" ? id : undefined;
}
