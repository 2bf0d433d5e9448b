// What was read in a picture: digits, where they are and how sure the network is, to print or show.

import { percent } from "../charts/format.ts";
import { imageSheet } from "../charts/image_sheet.ts";
import { Output } from "../charts/output.ts";
import type { Classification } from "./classify.ts";
import type { Box } from "./grey_image.ts";
import { halfBlocks } from "./half_blocks.ts";
import { MNIST_SIDE } from "./mnist_image.ts";

/** A digit that was read. */
export interface ReadDigit extends Classification {
  /** Where it is in the picture, in pixels of the picture after it was made smaller. */
  readonly box: Box;
  /** What the network saw: 28x28 bytes, 0 for paper and 255 for ink. */
  readonly image: Uint8Array;
}

/** What was read in a picture. In a notebook it shows what the network saw, with its answers. */
export class Reading extends Output {
  /** All digits, in reading order. */
  readonly digits: readonly ReadDigit[];
  /** The digits in a row: "2024". */
  readonly text: string;

  /**
   * What was read.
   *
   * @param digits At least one digit, in reading order.
   */
  constructor(digits: readonly ReadDigit[]) {
    const sheet = imageSheet(digits.map(({ image }) => image), {
      shape: [MNIST_SIDE, MNIST_SIDE],
      limit: 255,
      captions: digits.map(caption),
      text: digits.map(describe).join("\n\n"),
    });
    super(sheet.media);
    this.digits = digits;
    this.text = digits.map(({ digit }) => digit).join("");
  }
}

/** The answer and the runner-up. */
function caption({ outputs }: Classification): string {
  const order = [...outputs.keys()].sort((a, b) => outputs[b] - outputs[a]);
  return order.slice(0, 2).map((digit) => `${digit}: ${percent(outputs[digit], 0)}`).join("\n");
}

/** How many letters the bar of 100 % has. */
const BAR_LENGTH = 20;
const GAP = "   ";

/** The picture that the network saw, and a bar for each class beside it. */
function describe({ digit, outputs, image }: ReadDigit): string {
  const picture = halfBlocks(image, { width: MNIST_SIDE });
  const bars = Array.from(outputs, (output, i) => {
    const bar = "█".repeat(Math.round(BAR_LENGTH * Math.min(1, output)));
    return `${i} ${bar.padEnd(BAR_LENGTH)} ${percent(output, 1)}${i === digit ? " ←" : ""}`;
  });
  const first = Math.max(0, Math.floor((picture.length - bars.length) / 2));
  return picture.map((line, row) => `${line}${GAP}${bars[row - first] ?? ""}`.trimEnd()).join("\n");
}
