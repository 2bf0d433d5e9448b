// Pictures that a Worker draws.

import { assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { type Draughtsman, Drawer } from "../../../lib/play/page/drawer.ts";
import type { Drawing } from "../../../lib/play/page/drawing.ts";
import type { DrawingTask } from "../../../lib/play/page/drawing_worker.ts";

const matrix = (count: number): Drawing => ({ type: "confusion", confusion: [[count]] });

/** A Worker that notes what it is to draw, and answers when told. */
class FakeWorker implements Draughtsman {
  readonly tasks: DrawingTask[] = [];
  onmessage: Draughtsman["onmessage"] = null;

  postMessage(task: DrawingTask): void {
    this.tasks.push(task);
  }

  answer(source: string): void {
    const { id } = this.tasks.at(-1)!;
    this.onmessage!(new MessageEvent("message", { data: { id, source, text: source } }));
  }
}

function withPage(test: () => void): void {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  Object.assign(globalThis, { document });
  try {
    test();
  } finally {
    Reflect.deleteProperty(globalThis, "document");
  }
}

Deno.test("a picture is drawn once at a time, and then what came last", () =>
  withPage(() => {
    const worker = new FakeWorker();
    const picture = new Drawer(worker).picture("confusion");
    for (const count of [1, 2, 3]) picture.draw(matrix(count));
    assertEquals(worker.tasks.map(({ drawing }) => drawing), [matrix(1)]);
    worker.answer("data:first");
    assertEquals(picture.element.getAttribute("src"), "data:first");
    assertEquals(worker.tasks.map(({ drawing }) => drawing), [matrix(1), matrix(3)]);
  }));

Deno.test("a picture that was taken away does not come back from what was under way", () =>
  withPage(() => {
    const worker = new FakeWorker();
    const picture = new Drawer(worker).picture("confusion");
    picture.draw(matrix(1));
    picture.draw(matrix(2));
    picture.clear();
    worker.answer("data:first");
    assertEquals(picture.element.hasAttribute("src"), false);
    assertEquals(worker.tasks.length, 1);
    picture.draw(matrix(3));
    worker.answer("data:third");
    assertEquals(picture.element.getAttribute("src"), "data:third");
  }));
