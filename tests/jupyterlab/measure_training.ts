// How a page of the report trains in a real browser: from the click to the first curve and to the end, at
// what speed, and how long the page keeps its reader waiting meanwhile. Run it on a machine that is not busy:
//
//   deno run -A --frozen tests/jupyterlab/measure_training.ts [SITE] [PAGE]...
//
// SITE is a folder that `deno task report` wrote, "site" if left out; PAGEs are names such as
// 02-softmax-and-cross-entropy, the first two generations if left out.

import { join, resolve, toFileUrl } from "@std/path";
import { type Browser, launchBrowser } from "../browsers/chromium.ts";
import { install } from "./install.ts";

/** Much longer than a training takes. */
const TIMEOUT = 1_200_000;

/** Milliseconds of a trace before the training begins. */
const BEFORE = 1000;

/** What a trace of the browser says of a piece of work, in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Of the processor, without what other processes took. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

const [site = "site", ...named] = Deno.args;
const names = named.length > 0
  ? named
  : ["01-sigmoid-and-squared-error", "02-softmax-and-cross-entropy"];
const browser = await launchBrowser((await install()).browser);
try {
  for (const name of names) {
    await measure(name);
    console.log(`${name}: longest task of the page ${await longestTask(browser, name)} ms`);
  }
} finally {
  await browser.close();
}

async function openPage(name: string) {
  const page = await browser.newPage();
  await page.goto(toFileUrl(join(resolve(site), `${name}.html`)).href);
  const start = page.getByRole("button", { name: "Start", exact: true });
  await start.waitFor();
  return { page, start };
}

async function measure(name: string): Promise<void> {
  const { page, start } = await openPage(name);
  const begin = performance.now();
  const seconds = () => ((performance.now() - begin) / 1000).toFixed(1);
  await page.evaluate(watchFrames);
  await start.click();
  await page.locator("img.loss").waitFor({ timeout: TIMEOUT });
  const first = seconds();
  await page.locator("[role=status] strong").first().waitFor({ timeout: TIMEOUT });
  const verdict = await page.locator("[role=status] strong").first().textContent();
  const all = seconds();
  const frame = await page.evaluate(() => (globalThis as unknown as Watched).longestFrame);
  console.log(
    `${name}: first curve after ${first} s, all after ${all} s; ` +
      `${await page.locator(".speed").textContent()}; longest frame ${
        frame.toFixed(0)
      } ms; ${verdict}`,
  );
  await page.close();
}

/** The name by which a page keeps what it measured. */
interface Watched {
  longestFrame: number;
}

/** Runs in the page. */
function watchFrames(): void {
  const watched = globalThis as unknown as Watched;
  watched.longestFrame = 0;
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    watched.longestFrame = Math.max(watched.longestFrame, now - last);
    last = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** What the page itself computes at a stretch in the first seconds of a training, at most. */
async function longestTask(browser: Browser, name: string): Promise<string> {
  const { page, start } = await openPage(name);
  await browser.startTracing(page);
  // To begin a trace takes time, too, which is not the page's.
  await page.waitForTimeout(BEFORE);
  await start.click();
  await page.waitForTimeout(10_000);
  const { traceEvents } = JSON.parse(new TextDecoder().decode(await browser.stopTracing()));
  await page.close();
  const events: readonly TraceEvent[] = traceEvents;
  const mains = events.filter(({ name, args }) =>
    name === "thread_name" && args.name === "CrRendererMain"
  );
  const tasks = events.filter(({ name, pid, tid, tdur }) =>
    name.endsWith("RunTask") && tdur !== undefined &&
    mains.some((main) => main.pid === pid && main.tid === tid)
  );
  const begun = Math.min(...tasks.map(({ ts }) => ts)) + 1000 * BEFORE;
  const longest = Math.max(...tasks.filter(({ ts }) => ts > begun).map(({ tdur }) => tdur!));
  return (longest / 1000).toFixed(0);
}
