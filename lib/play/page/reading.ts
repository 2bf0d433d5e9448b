// What a page asks the Worker that reads its reader's files, and what it answers.

import type { OwnImages } from "./images.ts";

/** Files that are to be read. */
export type ReadingTask =
  | { readonly type: "images"; readonly files: readonly File[] }
  | { readonly type: "picture"; readonly file: File };

/** What was in them. */
export type ReadingAnswer =
  | { readonly type: "images"; readonly images: OwnImages }
  /** The digits in a picture, 28x28 bytes each. */
  | { readonly type: "picture"; readonly digits: readonly Uint8Array[] }
  | { readonly type: "error"; readonly message: string };

/**
 * Has files read by a Worker of their own, so that the page goes on whatever is in them.
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
