// What a page asks the Worker that reads its reader's files, and what it answers.

import type { GreyImage } from "../../inference/grey_image.ts";
import type { OwnImages } from "./images.ts";
import type { PackedKernels, PackedNetworks } from "./messages.ts";

/** A file as a Worker gets it: WebKit gives no file to a Worker of a page that comes from a file itself. */
export interface FileBytes {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Nothing of a file that is too large to be read. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What is to be read. */
export type ReadingTask =
  | { readonly type: "images"; readonly files: readonly FileBytes[] }
  | {
    readonly type: "picture";
    readonly picture: GreyImage;
    /** Who find the digits in it, and what computes. */
    readonly networks: Pick<PackedNetworks, "page" | "reader">;
    readonly kernels: PackedKernels;
  };

/** What was in it. */
export type ReadingAnswer =
  | { readonly type: "images"; readonly images: OwnImages }
  /** The digits in a picture, 28x28 bytes each. */
  | { readonly type: "picture"; readonly digits: readonly Uint8Array[] }
  | { readonly type: "error"; readonly message: string };

/**
 * Has something read by a Worker of its own, so that the page goes on whatever is in it.
 *
 * @param task What to read.
 * @param options `startWorker`: makes the Worker.
 * @throws {Error} With what the Worker found wrong.
 */
export async function readInWorker<Task extends ReadingTask>(
  task: Task,
  { startWorker }: { startWorker: () => Worker },
): Promise<ReadingAnswer & { readonly type: Task["type"] }> {
  const worker = startWorker();
  try {
    const answer = await new Promise<ReadingAnswer>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => {
        reject(new Error(`Cannot read the file: the Worker says "${message}"`));
      };
      worker.postMessage(task);
    });
    if (answer.type === "error") throw new Error(answer.message);
    return answer as ReadingAnswer & { readonly type: Task["type"] };
  } finally {
    worker.terminate();
  }
}
