// Tests of lib/pad/page/keyboard_pen.ts

import { assertEquals } from "@std/assert";
import { Drawing } from "../../../lib/pad/page/drawing.ts";
import { KeyboardPen } from "../../../lib/pad/page/keyboard_pen.ts";
import { Paper } from "../../../lib/pad/page/paper.ts";

function penOn(side = 280) {
  const paper = new Paper(side, { penWidth: 20 });
  const drawing = new Drawing([paper]);
  const pen = new KeyboardPen(drawing, { side });
  const press = (key: string, modifiers: Partial<KeyboardEvent> = {}) =>
    pen.press({
      key,
      shiftKey: false,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      ...modifiers,
    });
  return { paper, drawing, pen, press };
}

Deno.test("KeyboardPen draws between two strokes of the space bar", () => {
  const { paper, pen, press } = penOn();
  press("ArrowDown");
  assertEquals(paper.image.values.includes(1), false);
  assertEquals(press(" "), "Pen down");
  const { x, y } = pen.at;
  for (let i = 0; i < 5; i++) press("ArrowDown");
  assertEquals(pen.isDown, true);
  assertEquals(press(" "), "Pen up");
  assertEquals(pen.at, { x, y: y + 5 * 14 });
  assertEquals(paper.image.values[280 * (y + 65) + x], 1);
  press("ArrowRight");
  press("ArrowRight");
  assertEquals(paper.image.values[280 * (y + 65) + x + 28], 0);
});

Deno.test("KeyboardPen goes in small steps with shift, and never off the paper", () => {
  const { pen, press } = penOn();
  const { x } = pen.at;
  press("ArrowLeft", { shiftKey: true });
  assertEquals(pen.at.x, x - 4);
  for (let i = 0; i < 40; i++) press("ArrowLeft");
  assertEquals(pen.at.x, 0);
  assertEquals(press("ArrowUp"), "0 % across, 20 % down");
});

Deno.test("KeyboardPen takes strokes back and clears", () => {
  const { drawing, press } = penOn();
  for (const undo of [() => press("Backspace"), () => press("z", { ctrlKey: true })]) {
    press(" ");
    press(" ");
    undo();
    assertEquals(drawing.isEmpty, true);
  }
  press(" ");
  press("ArrowDown");
  assertEquals(press("Delete"), "Cleared");
  assertEquals([drawing.isEmpty, drawing.isOpen], [true, false]);
});

Deno.test("KeyboardPen leaves all other keys to the page", () => {
  const { press } = penOn();
  assertEquals(
    ["Tab", "a", "Escape", "toString"].map((key) => press(key)),
    Array(4).fill(undefined),
  );
  assertEquals(press("ArrowDown", { ctrlKey: true }), undefined);
});
