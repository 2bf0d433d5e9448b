// Tests of lib/play/page/reading.ts

import { assertEquals, assertRejects } from "@std/assert";
import { blankImage } from "../../../lib/inference/grey_image.ts";
import { type ReadingAnswer, readInWorker } from "../../../lib/play/page/reading.ts";

const picture = blankImage(1, 1);
const networks = { page: "", reader: "" };
const kernels = { fused: "", exact: "" };

/** A Worker that gives one answer, or fails. */
class FakeWorker {
  onmessage: ((event: { data: ReadingAnswer }) => void) | undefined;
  onerror: ((event: { message: string }) => void) | undefined;
  isEnded = false;

  constructor(readonly answer: ReadingAnswer | undefined) {}

  postMessage(): void {
    if (this.answer === undefined) this.onerror?.({ message: "out of memory" });
    else this.onmessage?.({ data: this.answer });
  }

  terminate(): void {
    this.isEnded = true;
  }
}

async function ask(answer: ReadingAnswer | undefined) {
  const worker = new FakeWorker(answer);
  const startWorker = () => worker as unknown as Worker;
  try {
    return await readInWorker({ type: "picture", picture, networks, kernels }, { startWorker });
  } finally {
    assertEquals(worker.isEnded, true);
  }
}

Deno.test("readInWorker gives the answer, and ends the Worker", async () => {
  const digits = [new Uint8Array(784)];
  assertEquals(await ask({ type: "picture", digits }), { type: "picture", digits });
});

Deno.test("readInWorker fails with what the Worker finds wrong, or with what becomes of it", async () => {
  await assertRejects(() => ask({ type: "error", message: "It is blank" }), Error, "It is blank");
  await assertRejects(
    () => ask(undefined),
    Error,
    'Cannot read the file: the Worker says "out of memory"',
  );
});
