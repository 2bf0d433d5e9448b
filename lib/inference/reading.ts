// What was read in a picture: digits, where they are and how sure the network is, to print or show.

import { percent } from "../charts/format.ts";
import { imageSheet } from "../charts/image_sheet.ts";
import { Output } from "../charts/output.ts";
import type { Classification } from "./classify.ts";
import type { Box } from "./grey_image.ts";
import { halfBlocks } from "./half_blocks.ts";
import { clampToUnit } from "../system/clamp_to_unit.ts";

/** A digit that was read. */
export interface ReadDigit extends Classification {
  /** A square around it, in pixels of the picture after it was made smaller. */
  readonly box: Box;
  /** Whether the network was sure of its answer; not known of networks that have not learned what is none. */
  readonly isSure?: boolean;
  /** What the network saw: the bytes of a square, 0 for paper and 255 for ink. */
  readonly image: Uint8Array;
}

/** What was read in a picture. In a notebook it shows what the network saw, with its answers. */
export class Reading extends Output {
  /** All digits, in reading order. */
  readonly digits: readonly ReadDigit[];
  /** The same in the rows in which they stand. */
  readonly rows: readonly (readonly ReadDigit[])[];
  /** All digits one after another: "2024". */
  readonly text: string;

  /**
   * What was read.
   *
   * @param rows The digits of each row, from left to right; at least one digit in all.
   */
  constructor(rows: readonly (readonly ReadDigit[])[]) {
    const digits = rows.flat();
    const side = sideOf(digits[0].image);
    const sheet = imageSheet(digits.map(({ image }) => image), {
      shape: [side, side],
      limit: 255,
      captions: digits.map(caption),
      text: digits.map(describe).join("\n\n"),
    });
    super(sheet.media);
    this.digits = digits;
    this.rows = rows;
    this.text = digits.map(({ digit }) => digit).join("");
  }
}

/** Height and width of a square of so many bytes. */
function sideOf(image: Uint8Array): number {
  return Math.sqrt(image.length);
}

/** How a class is called: after its digit, and the eleventh, where there is one, "–" for none. */
function nameOf(index: number): string {
  return index < 10 ? `${index}` : "–";
}

/** The answer and the runner-up. */
function caption({ outputs, isSure }: ReadDigit): string {
  const order = [...outputs.keys()].sort((a, b) => outputs[b] - outputs[a]);
  return order.slice(0, 2).map((index, rank) => {
    const mark = rank === 0 && isSure === false ? "?" : "";
    return `${nameOf(index)}${mark}: ${percent(outputs[index], 0).replace(" ", "")}`;
  }).join("\n");
}

/** How many letters the bar of 100 % has. */
const BAR_LENGTH = 20;
const GAP = "   ";

/** The picture that the network saw, and a bar for each class beside it. */
function describe({ digit, outputs, image }: ReadDigit): string {
  const picture = halfBlocks(image, { width: sideOf(image) });
  const bars = Array.from(outputs, (output, i) => {
    const bar = "█".repeat(Math.round(BAR_LENGTH * clampToUnit(output)));
    return `${nameOf(i)} ${bar.padEnd(BAR_LENGTH)} ${percent(output, 1)}${i === digit ? " ←" : ""}`;
  });
  const first = Math.max(0, Math.floor((picture.length - bars.length) / 2));
  return picture.map((line, row) => `${line}${GAP}${bars[row - first] ?? ""}`.trimEnd()).join("\n");
}
