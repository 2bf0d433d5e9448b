// The picture of the pad in the README: deno run -A lib/pad/readme_picture.ts writes it.

import { fromFileUrl } from "@std/path";
import { loadModel } from "../inference/models.ts";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import { padPicture } from "./static_picture.ts";

/** Where the README finds it. */
export const readmePicture: string = fromFileUrl(
  new URL("../../data/pictures/pad.svg", import.meta.url),
);

/** What it must be: the pad with the best network, and a digit on it. */
export async function drawReadmePicture(): Promise<string> {
  const { network, title } = await loadModel("world-class");
  return padPicture(network, { title, hint: "Draw with the mouse, a finger or the keyboard." })
    .svg +
    "\n";
}

if (import.meta.main) await writeFileAtomic(readmePicture, await drawReadmePicture());
