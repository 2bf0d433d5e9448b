// How fast the drawing pad answers, in a real browser: from the cell's output to the first answer, and
// from a move of the pen to the answer that follows it. Run it on a machine that is not busy:
//
//   deno run -A --frozen tests/jupyterlab/measure_pad.ts

import { fromFileUrl } from "@std/path";
import { median } from "../../lib/stats/mod.ts";
import { launchBrowser } from "../browsers/chromium.ts";
import { install } from "./install.ts";
import { drawableDigits, drawDigit } from "./pen.ts";

const notebookUrl = new URL("../../notebooks/12-draw-a-digit.ipynb", import.meta.url);

/** The pages that the first answer is timed in. */
const PAGES = 5;

/** The names by which the page keeps what it measured. */
interface Measured {
  readonly measured: { moves: number[]; moved: number };
}

const html = await padHtml();
const browser = await launchBrowser((await install()).browser);
try {
  const first: number[] = [];
  let page = await browser.newPage();
  for (let i = 0; i < PAGES; i++) {
    await page.close();
    page = await browser.newPage();
    first.push(await page.evaluate(firstAnswer, html));
  }
  console.log(`first answer after the output came: ${describe(first)}`);
  await page.evaluate(watchMoves);
  const paper = page.locator("canvas[tabindex]");
  const choice = page.locator("select");
  for (const network of await choice.locator("option").allTextContents()) {
    await choice.selectOption({ label: network });
    const moves = await page.evaluate(() => (globalThis as unknown as Measured).measured.moves);
    for (const digit of drawableDigits) {
      await page.getByRole("button", { name: "Clear" }).click();
      await drawDigit(digit, paper);
    }
    const all = await page.evaluate(() => (globalThis as unknown as Measured).measured.moves);
    console.log(`${network}, from a move to its answer: ${describe(all.slice(moves.length))}`);
  }
} finally {
  await browser.close();
}

/** What the notebook's cell put out. */
async function padHtml(): Promise<string> {
  const { cells } = JSON.parse(await Deno.readTextFile(notebookUrl));
  // deno-lint-ignore no-explicit-any
  const outputs = cells.flatMap((cell: any) => cell.outputs ?? []);
  // deno-lint-ignore no-explicit-any
  const found = outputs.map(({ data }: any) => [data?.["text/html"] ?? ""].flat().join(""))
    .find((html: string) => html.includes("<script"));
  if (found === undefined) throw new Error(`No drawing pad in ${fromFileUrl(notebookUrl)}: run it`);
  return found;
}

/** Runs in the page: shows the output, draws a stroke at once, and waits for the answer. */
async function firstAnswer(html: string): Promise<number> {
  const begin = performance.now();
  document.body.append(document.createRange().createContextualFragment(html));
  const pad = document.querySelector("[data-ready]")!;
  const canvas = pad.shadowRoot!.querySelector<HTMLElement>("canvas[tabindex]")!;
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const at = (type: string, y: number) =>
    canvas.dispatchEvent(
      new PointerEvent(type, {
        pointerId: 1,
        isPrimary: true,
        button: 0,
        bubbles: true,
        clientX: left + width / 2,
        clientY: top + y * height,
      }),
    );
  // A pointer that is not there cannot be captured.
  canvas.setPointerCapture = () => {};
  canvas.hasPointerCapture = () => true;
  at("pointerdown", 0.2);
  at("pointermove", 0.8);
  at("pointerup", 0.8);
  while (!pad.matches("[data-answer]")) await new Promise((resolve) => setTimeout(resolve));
  const time = performance.now() - begin;
  Reflect.deleteProperty(canvas, "setPointerCapture");
  Reflect.deleteProperty(canvas, "hasPointerCapture");
  return time;
}

/** Runs in the page: keeps the time from each move of the pen until its frame is ready. */
function watchMoves(): void {
  const measured: Measured["measured"] = { moves: [], moved: NaN };
  Object.assign(globalThis, { measured });
  addEventListener("pointermove", ({ buttons }) => {
    if (buttons > 0 && Number.isNaN(measured.moved)) measured.moved = performance.now();
  }, { capture: true });
  const request = requestAnimationFrame;
  globalThis.requestAnimationFrame = (callback) =>
    request((time) => {
      callback(time);
      if (Number.isNaN(measured.moved)) return;
      measured.moves.push(performance.now() - measured.moved);
      measured.moved = NaN;
    });
}

function describe(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))]);
  return `median ${Math.round(median(times))} ms, ` +
    `95 % within ${at(0.95)} ms, at most ${at(1)} ms, of ${times.length}`;
}
