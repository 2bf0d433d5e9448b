// Tests of lib/pad/page/drawing.ts

import { assert, assertEquals } from "@std/assert";
import { Drawing, type Point, type Surface } from "../../../lib/pad/page/drawing.ts";

/** Keeps what is drawn. */
class Trace implements Surface {
  lines: { from: Point; to: Point }[] = [];

  line(from: Point, to: Point): void {
    this.lines.push({ from, to });
  }

  clear(): void {
    this.lines = [];
  }
}

function drawn(...strokes: [number, number][][]): { drawing: Drawing; trace: Trace } {
  const trace = new Trace();
  const drawing = new Drawing([trace]);
  for (const [[x, y], ...others] of strokes) {
    drawing.begin({ x, y });
    for (const [x, y] of others) drawing.extend({ x, y });
    drawing.end();
  }
  return { drawing, trace };
}

const corner: [number, number][] = [[0, 0], [50, 0], [50, 50], [0, 50]];

Deno.test("Drawing leads a stroke from its first place to its last without a gap", () => {
  const { trace: { lines } } = drawn(corner);
  assertEquals(lines[0].from, { x: 0, y: 0 });
  assertEquals(lines[lines.length - 1].to, { x: 0, y: 50 });
  for (let i = 1; i < lines.length; i++) assertEquals(lines[i].from, lines[i - 1].to);
});

Deno.test("Drawing rounds corners with short straight pieces", () => {
  const { trace: { lines } } = drawn(corner);
  const curve = lines.slice(1, -1);
  let sharpest = 0;
  for (let i = 1; i < curve.length; i++) {
    const [a, b] = [curve[i - 1], curve[i]].map(({ from, to }) =>
      Math.atan2(to.y - from.y, to.x - from.x)
    );
    sharpest = Math.max(sharpest, Math.abs(b - a));
  }
  assert(sharpest > 0 && sharpest < 0.25, `the sharpest corner is ${sharpest}`);
  for (const { from, to } of curve) assert(Math.hypot(to.x - from.x, to.y - from.y) < 6);
});

Deno.test("Drawing makes a dot of a pen that does not move", () => {
  const { drawing, trace } = drawn([[7, 9]]);
  assertEquals(trace.lines, [{ from: { x: 7, y: 9 }, to: { x: 7, y: 9 } }]);
  drawing.extend({ x: 50, y: 50 });
  assertEquals(trace.lines.length, 1);
});

Deno.test("Drawing redraws exactly what was drawn", () => {
  const { drawing, trace } = drawn(corner, [[80, 80], [90, 95]]);
  const before = trace.lines;
  drawing.redraw();
  assertEquals(trace.lines, before);
});

Deno.test("Drawing takes strokes back one by one", () => {
  const { drawing, trace } = drawn(corner, [[80, 80], [90, 95]]);
  drawing.undo();
  assertEquals(trace.lines, drawn(corner).trace.lines);
  drawing.undo();
  assertEquals([trace.lines.length, drawing.isEmpty], [0, true]);
  drawing.undo();
  assertEquals(drawing.isEmpty, true);
});

Deno.test("Drawing forgets everything when it is cleared, also the stroke under way", () => {
  const { drawing, trace } = drawn(corner);
  drawing.begin({ x: 1, y: 1 });
  drawing.clear();
  drawing.extend({ x: 9, y: 9 });
  assertEquals([trace.lines.length, drawing.isEmpty, drawing.isOpen], [0, true, false]);
});
