// The Worker that reads files: one question, one answer.

import { digitsIn } from "../../inference/prepare_digits.ts";
import { readOwnImages } from "./own_images_file.ts";
import type { ReadingAnswer, ReadingTask } from "./reading.ts";

// The part of a Worker's global scope that is used; the types of a page know only the page's.
const scope = self as unknown as {
  onmessage: (event: MessageEvent<ReadingTask>) => void;
  postMessage(message: ReadingAnswer): void;
};

scope.onmessage = async ({ data: task }) => {
  try {
    scope.postMessage(await answer(task));
  } catch (error) {
    scope.postMessage({ type: "error", message: (error as Error).message });
  }
};

async function answer(task: ReadingTask): Promise<ReadingAnswer> {
  if (task.type === "images") return { type: "images", images: await readOwnImages(task.files) };
  return { type: "picture", digits: digitsIn(task.picture).map(({ image }) => image) };
}
