// Where on a page there is something that is no digit.

import { type Box, growBox, unionBox } from "../inference/grey_image.ts";
import type { Canvas } from "./canvas.ts";
import { drawFrame, drawGlyph, drawScribble } from "./clutter.ts";
import { between, chance, scaleBetween } from "./dice.ts";
import type { PageDigit } from "./page.ts";
import { strokeOf, type Style } from "./page_style.ts";

/** Draws what is no digit, around the digits and where there are none. */
export function addClutter(
  sheet: Canvas,
  { style, digits }: { style: Style; digits: readonly PageDigit[] },
): void {
  const { random, size } = style;
  const boxes = digits.map(({ box }) => box);
  if (boxes.length > 0) {
    if (chance(random, 0.3)) underline(sheet, { style, boxes });
    if (chance(random, 0.25)) frame(sheet, { style, boxes });
  }
  const count = digits.length === 0
    ? 2 + random.integer(8)
    : chance(random, 0.6)
    ? 0
    : 1 + random.integer(6);
  for (let i = 0; i < count; i++) {
    const here = size * scaleBetween(random, [0.3, 2]);
    const box = {
      x: between(random, [0, sheet.width]),
      y: between(random, [0, sheet.height]),
      width: here * between(random, [0.5, 0.9]),
      height: here,
    };
    const kind = random.integer(5);
    const wide = kind === 1 ? { ...box, width: here * between(random, [1, 6]) } : box;
    // Whoever writes on a page keeps off the digits.
    if (boxes.some((digit) => overlap(digit, wide, 0.1 * size))) continue;
    const stroke = strokeOf(style, here);
    if (kind <= 0) drawGlyph(sheet, { box, random, ...stroke });
    else if (kind === 1) drawScribble(sheet, { box: wide, random, ...stroke });
    else if (kind === 2) {
      const width = here * between(random, [0.15, 0.6]);
      sheet.disc([box.x + box.width / 2, box.y + here / 2], { ...stroke, width });
    } else if (kind === 3) {
      const y = box.y + here / 2;
      const tilt = 0.05 * here * random.normal();
      sheet.polyline(
        [[box.x, y], [box.x + box.width * between(random, [0.5, 1.4]), y + tilt]],
        stroke,
      );
    } else drawWord(sheet, { style, box });
  }
}

/** A word of letters in a row. */
function drawWord(sheet: Canvas, { style, box }: { style: Style; box: Box }): void {
  const { random } = style;
  const stroke = strokeOf(style, box.height);
  const count = 2 + random.integer(5);
  for (let i = 0; i < count; i++) {
    const x = box.x + i * box.width * 1.3;
    drawGlyph(sheet, { box: { ...box, x }, random, ...stroke });
  }
}

function overlap(a: Box, b: Box, margin: number): boolean {
  return a.x < b.x + b.width + margin && b.x < a.x + a.width + margin &&
    a.y < b.y + b.height + margin && b.y < a.y + a.height + margin;
}

/** Draws one line or two under some of the digits in a row. */
function underline(
  sheet: Canvas,
  { style, boxes }: { style: Style; boxes: readonly Box[] },
): void {
  const { random, size } = style;
  const first = random.integer(boxes.length);
  const row = sameRow(boxes, first);
  const { x, y, width, height } = unionBox(row);
  const stroke = strokeOf(style, size);
  const tilt = 0.02 * width * random.normal();
  let at = y + height + size * between(random, [0.04, 0.35]);
  for (let i = 0; i < 1 + random.integer(2); i++) {
    const reach = size * between(random, [-0.1, 0.6]);
    sheet.polyline([[x - reach, at], [x + width + reach, at + tilt]], stroke);
    at += Math.max(3 * stroke.width, size * between(random, [0.08, 0.2]));
  }
}

/** Frames one digit, a row of digits, or each digit of a row. */
function frame(sheet: Canvas, { style, boxes }: { style: Style; boxes: readonly Box[] }): void {
  const { random, size } = style;
  const row = sameRow(boxes, random.integer(boxes.length));
  const stroke = strokeOf(style, size);
  const around = size * between(random, [0.08, 0.4]);
  const all = growBox(unionBox(row), around);
  const round = chance(random, 0.35);
  if (row.length > 1 && chance(random, 0.5)) {
    // Cells: a frame, and a line between each two digits.
    drawFrame(sheet, { box: all, round: false, random, ...stroke });
    for (let i = 1; i < row.length; i++) {
      const x = (row[i - 1].x + row[i - 1].width + row[i].x) / 2;
      if (row[i].x - row[i - 1].x - row[i - 1].width < 3 * stroke.width) continue;
      sheet.polyline([[x, all.y], [x, all.y + all.height]], stroke);
    }
  } else if (round && row.length > 1) {
    const one = growBox(row[random.integer(row.length)], around);
    drawFrame(sheet, { box: one, round, random, ...stroke });
  } else drawFrame(sheet, { box: all, round, random, ...stroke });
}

/** The boxes of one row, from one of them on as long as they go to the right. */
function sameRow(boxes: readonly Box[], first: number): Box[] {
  const row = [boxes[first]];
  for (let i = first + 1; i < boxes.length; i++) {
    const last = row[row.length - 1];
    if (boxes[i].x < last.x || Math.abs(boxes[i].y - last.y) > last.height) break;
    row.push(boxes[i]);
  }
  return row;
}
