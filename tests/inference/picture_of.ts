// Pictures written as text: "#" is ink, "+" a soft edge, anything else paper.

import type { GreyImage } from "../../lib/inference/grey_image.ts";

/** A picture of one line of text a row. All lines must be equally long. */
export function pictureOf(...rows: readonly string[]): GreyImage {
  const letters = rows.join("");
  return {
    width: rows[0].length,
    height: rows.length,
    values: Float32Array.from(letters, (letter) => letter === "#" ? 1 : letter === "+" ? 0.25 : 0),
  };
}

/** The other way round. */
export function textOf({ width, values }: GreyImage): string[] {
  const letters = Array.from(values, (v) => v > 0.5 ? "#" : v > 0 ? "+" : ".").join("");
  return letters.match(new RegExp(`.{${width}}`, "g")) ?? [];
}
