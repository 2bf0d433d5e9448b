// The pages of all notebooks in a real browser, without a network: nothing lost, nothing too wide.

import { assertEquals, assertGreater } from "@std/assert";
import { basename, fromFileUrl, join, toFileUrl } from "@std/path";
import { trainingPanels, trainingScripts } from "../../lib/play/mod.ts";
import { writeSite } from "../../lib/site/mod.ts";
import { launchBrowser } from "../browsers/chromium.ts";
import { install } from "./install.ts";
import { drawDigit } from "./pen.ts";

const project = fromFileUrl(new URL("../..", import.meta.url));

/** The page with the drawing pad. */
const PAD = "12-draw-a-digit.html";

/** What is wrong with a page, as a reader would see it. */
interface Faults {
  /** By how many pixels the page is too wide. */
  readonly tooWide: number;
  /** Boxes that stand out of the page, but for those that scroll. */
  readonly outside: string[];
  /** Pictures that do not appear. */
  readonly lostPictures: number;
  /** What scripts complained of, and the browser: such as what the policy of a page forbids. */
  readonly errors: string[];
  /** What the page asked of the network. */
  readonly requests: string[];
}

const noFaults: Faults = { tooWide: 0, outside: [], lostPictures: 0, errors: [], requests: [] };

Deno.test("pages of all notebooks in a browser", async (t) => {
  const output = await Deno.makeTempDir({ prefix: "site-" });
  const directory = join(project, "notebooks");
  const notebooks = Array.from(Deno.readDirSync(directory), ({ name }) => join(directory, name))
    .filter((path) => path.endsWith(".ipynb")).toSorted();
  const browser = await launchBrowser((await install()).browser);
  try {
    const { endings, page } = await trainingPanels();
    const pages = await writeSite({
      notebooks,
      readme: join(project, "README.md"),
      output,
      endings,
      pages: [page],
      scripts: await trainingScripts(),
    });
    assertGreater(pages.length, notebooks.length);
    for (const width of [1280, 400]) {
      for (const colorScheme of ["light", "dark"] as const) {
        const viewport = { width, height: 900 };
        const context = await browser.newContext({ viewport, colorScheme, offline: true });
        const page = await context.newPage();
        const errors: string[] = [];
        const requests: string[] = [];
        page.on("pageerror", (error) => errors.push(error.message));
        page.on("console", (message) => {
          if (message.type() === "error") errors.push(message.text());
        });
        page.on("request", (request) => {
          if (!/^(file|data|blob):/.test(request.url())) requests.push(request.url());
        });
        for (const path of pages) {
          await t.step(`${basename(path)}, ${width} pixels, ${colorScheme}`, async () => {
            errors.length = requests.length = 0;
            await page.goto(toFileUrl(path).href);
            const seen = await page.evaluate(look);
            assertEquals({ ...seen, errors, requests }, noFaults);
            if (basename(path) !== PAD) return;
            await drawDigit(7, page.locator("canvas[tabindex]"));
            await page.getByText("This is a 7").first().waitFor();
            assertEquals(errors, [], "while a digit is drawn");
          });
        }
        await context.close();
      }
    }
  } finally {
    await browser.close();
    await Deno.remove(output, { recursive: true });
  }
});

/** Runs in the page. */
function look(): Pick<Faults, "tooWide" | "outside" | "lostPictures"> {
  const outside = [...document.querySelectorAll("body *")].filter((element) =>
    element.getBoundingClientRect().right > innerWidth + 1 &&
    !element.closest(".scroll, pre, .katex")
  );
  return {
    tooWide: document.documentElement.scrollWidth - innerWidth,
    outside: outside.map(({ tagName, className }) => `${tagName} ${className}`),
    // A panel has places for pictures that come with the training.
    lostPictures: [...document.images]
      .filter(({ hidden, naturalWidth }) => !hidden && naturalWidth === 0).length,
  };
}
