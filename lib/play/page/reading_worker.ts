// The Worker that reads files: one question, one answer.

import { DigitFinder } from "../../inference/digit_finder.ts";
import { digitImage } from "../../inference/digit_image.ts";
import { findRows, noDigit } from "../../inference/read_page.ts";
import { decodeNetwork } from "../../nn/network_codec.ts";
import { padBackend } from "../../pad/page/pad_backend.ts";
import { fromBase64 } from "../../system/base64.ts";
import { unpackText } from "../../system/packed_text.ts";
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
  const { picture, networks, kernels } = task;
  const backend = padBackend({
    fused: fromBase64(kernels.fused),
    exact: fromBase64(kernels.exact),
  });
  const [network, reader] = await Promise.all(
    [networks.page, networks.reader].map(async (packed) =>
      decodeNetwork(await unpackText(packed), { from: "the page", backend }).network
    ),
  );
  const finder = new DigitFinder(network, { reader });
  const found = findRows(picture, finder);
  if (found.rows.length === 0) throw noDigit(picture);
  const digits = found.rows.flat().map(({ box }) => digitImage(found.picture, box));
  return { type: "picture", digits };
}
