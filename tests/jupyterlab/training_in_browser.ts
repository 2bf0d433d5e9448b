// A page of the report trains in a real browser, from a folder and without a network: as Deno does, to the bit.

import { assertEquals, assertMatch } from "@std/assert";
import { basename, extname, join, toFileUrl } from "@std/path";
import { loadMnist } from "../../lib/data/mod.ts";
import { dense, Sequential, softmax, tanh, weightsSha256 } from "../../lib/nn/mod.ts";
import { trainingPanels, trainingScripts } from "../../lib/play/mod.ts";
import type { NotebookTraining } from "../../lib/play/published_trainings.ts";
import { writeSite } from "../../lib/site/mod.ts";
import { createBackend } from "../../lib/tensor/mod.ts";
import { adam, fit, type Recipe } from "../../lib/train/mod.ts";
import { SampleFolder, text } from "../site/sample_site.ts";
import { launchBrowser, type Locator, type Page } from "../browsers/chromium.ts";
import { install } from "./install.ts";

/** Much longer than a training takes, on a busy machine too. */
const TIMEOUT = 500_000;

const small: Recipe = {
  inputShape: [784],
  network: [dense(20), tanh(), dense(10), softmax()],
  loss: "crossEntropy",
  optimizer: adam(),
  learningRate: 0.003,
  epochs: 40,
  batchSize: 20,
};
const trainImages = 2000;

/** Where a test begins. */
interface Opened {
  /** The file of the page, with what follows in its address. */
  readonly address: string;
  readonly trainings?: readonly NotebookTraining[];
  /** Whether it comes from a server that isolates its pages, and not from a folder. */
  readonly isIsolated?: boolean;
}

/** Writes a site whose notebooks train, and opens a page of it from the folder that it lies in. */
async function openPage(
  { address, trainings, isIsolated = false }: Opened,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  await using folder = new SampleFolder();
  const browser = await launchBrowser((await install()).browser);
  try {
    const output = join(folder.path, "site");
    const { endings, page: play } = await trainingPanels(trainings);
    await writeSite({
      notebooks: await Promise.all(
        [...endings.keys()].map((name) =>
          folder.notebook(basename(name, ".ipynb"), [text("# Small\n\nA training.")])
        ),
      ),
      readme: await folder.file("README.md", "# Readme\n\nText.\n\n<!-- results:end -->\n"),
      output,
      endings,
      pages: [play],
      scripts: await trainingScripts(),
    });
    await using server = isIsolated ? serveIsolated(output) : undefined;
    const origin = server === undefined
      ? toFileUrl(output).href
      : `http://127.0.0.1:${server.addr.port}`;
    const context = await browser.newContext({ offline: !isIsolated });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("request", (request) => {
      const url = request.url();
      if (!/^(file|data|blob):/.test(url) && !url.startsWith(origin)) errors.push(url);
    });
    await page.goto(`${origin}/${address}`);
    await act(page);
    assertEquals(errors, []);
  } finally {
    await browser.close();
  }
}

/** Serves a folder so that the threads of its pages can share memory. */
function serveIsolated(folder: string): Deno.HttpServer<Deno.NetAddr> {
  const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript" };
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const name = basename(new URL(request.url).pathname);
    const body = await Deno.readFile(join(folder, name)).catch(() => undefined);
    return new Response(body ?? null, {
      status: body === undefined ? 204 : 200,
      headers: {
        "content-type": types[extname(name)] ?? "text/plain",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
      },
    });
  });
}

async function weightsOfDeno(changes: Partial<Recipe> = {}): Promise<string> {
  const { train } = await loadMnist();
  const backend = createBackend("wasm", { threads: 1 });
  const recipe = { ...small, ...changes };
  const network = new Sequential(recipe.network, { inputShape: [784], seed: 1, backend });
  await fit(network, train.take(trainImages), recipe);
  return await weightsSha256(network);
}

/** A notebook that published these weights for the small network. */
function published(weightsSha256: string): NotebookTraining {
  const training = { recipe: small, seed: 1, trainImages, weightsSha256 };
  return { name: "small", title: "A small network", notebook: "small.ipynb", training };
}

function rateOf(page: Page): Locator {
  return page.getByRole("group", { name: "learning rate" }).getByLabel("rate", { exact: true });
}

/** Presses a button by the keyboard alone. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
}

Deno.test("a page pauses, goes on and resets by the keyboard, and ends with Deno's weights", async () => {
  const expected = await weightsOfDeno();
  await openPage({ address: "small.html", trainings: [published(expected)] }, async (page) => {
    await press(page, "Start");
    await press(page, "Pause");
    await page.getByText(/^Paused after epoch \d+\.$/).waitFor({ timeout: TIMEOUT });
    await page.locator("img.loss").waitFor();
    await page.locator("img.accuracy").waitFor();
    await page.locator("img.confusion").waitFor();
    await page.locator("img.weights").waitFor();
    await press(page, "Reset");
    await page.getByText("Ready to train from the start.").waitFor();
    assertEquals(await page.locator("img.loss").isVisible(), false);
    await press(page, "Start");
    await press(page, "Pause");
    await page.getByText(/^Paused after epoch \d+\.$/).waitFor({ timeout: TIMEOUT });
    await press(page, "Go on");
    await page.getByText("The published weights, to the bit.").waitFor({ timeout: TIMEOUT });
    const said = await page.locator(".digest code").allTextContents();
    assertEquals(said.slice(0, 2), [expected, expected]);
    assertMatch(said[2], /^(fused|exact)$/);
    assertEquals(
      await page.locator("img.weights").getAttribute("alt"),
      "the weights of 20 of 20 units",
    );
  });
});

Deno.test("a page that ends with other weights than the published says so", async () => {
  const trainings = [published("0".repeat(64))];
  await openPage({ address: "small.html", trainings }, async (page) => {
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText("Not the published weights.").waitFor({ timeout: TIMEOUT });
  });
});

Deno.test("the page of generation 1 ends with the published weights", async (t) => {
  await openPage({ address: "01-sigmoid-and-squared-error.html" }, async (page) => {
    const start = performance.now();
    await page.getByRole("button", { name: "Start" }).click();
    await page.locator("img.loss").waitFor({ timeout: TIMEOUT });
    const first = performance.now() - start;
    await page.getByText("The published weights, to the bit.").waitFor({ timeout: TIMEOUT });
    const seconds = (performance.now() - start) / 1000;
    const speed = await page.locator(".speed").textContent();
    console.log(
      `${t.name}: first curve after ${(first / 1000).toFixed(1)} s, all after ` +
        `${seconds.toFixed(1)} s; ${speed}`,
    );
  });
});

Deno.test("the play page trains what is set by hand and by a link, and lays runs over each other", async () => {
  const expected = await weightsOfDeno();
  const other = await weightsOfDeno({ learningRate: 0.01, epochs: 3 });
  const trainings = [published(expected)];
  const ends = (page: Page) =>
    page.getByText("Nobody published weights").waitFor({ timeout: TIMEOUT });
  await openPage({ address: "small.html", trainings }, async (page) => {
    await page.getByRole("link", { name: "Change the settings" }).click();
    await rateOf(page).fill("0.01");
    await page.getByLabel("epochs").fill("3");
    await page.keyboard.press("Tab");
    // The address is that of these settings.
    await page.waitForURL(/play\.html#from=small&learningRate=0\.01&epochs=3$/);
    await press(page, "Start");
    await ends(page);
    assertEquals(await page.locator(".digest code").first().textContent(), other);
    await press(page, "Keep this run");
    await page.getByText("A small network, but learningRate 0.01, epochs 3").waitFor();
    await page.goto(page.url().replace("0.01", "0.02"));
    assertEquals(await rateOf(page).inputValue(), "0.02");
    await press(page, "Start");
    await ends(page);
    await page.waitForFunction(() =>
      /test A: .*/.test(document.querySelector<HTMLImageElement>("img.loss")!.alt)
    );
    await press(page, "Drop A");
    await page.waitForFunction(() =>
      !/test A: .*/.test(document.querySelector<HTMLImageElement>("img.loss")!.alt)
    );
    // As published.
    await page.goto(page.url().replace(/#.*/, "#from=small"));
    await press(page, "Start");
    await page.getByText("The published weights, to the bit.").waitFor({ timeout: TIMEOUT });
  });
});

Deno.test("the play page changes layers by the keyboard, and says what is wrong with settings", async () => {
  const trainings = [published("0".repeat(64))];
  await openPage({ address: "play.html#epochs=3&learningrate=1", trainings }, async (page) => {
    const problem = page.getByRole("alert");
    assertEquals(
      (await problem.textContent())!.split(",")[0],
      "Cannot follow the link: found the unknown learningrate",
    );
    await press(page, "Start");
    await page.getByRole("status").getByText("Cannot follow the link").waitFor();
    await page.getByLabel("epochs").fill("");
    await page.getByText("epochs is missing but must be an integer of at least 0").waitFor();
    await page.getByLabel("epochs").fill("3");
    assertEquals(await problem.textContent(), "");
    await press(page, "Add a layer after layer 2");
    const added = page.getByRole("group", { name: "layer 3" }).getByLabel("layer 3");
    // The added layer has the focus, and a letter chooses its kind.
    await page.keyboard.type("dropout");
    assertEquals(await added.inputValue(), "dropout");
    await press(page, "Move layer 3 up");
    await press(page, "Take layer 3 away");
    await page.getByRole("combobox", { name: "optimizer" }).selectOption("sgd");
    await rateOf(page).fill("1e38");
    await press(page, "Start");
    const said = page.getByRole("status");
    await said.getByText(/^Training diverged .* Try a rate ten times smaller, or clipNorm: 1$/)
      .waitFor();
    // Too short to get anywhere, but not to see why.
    await rateOf(page).fill("1e-9");
    await press(page, "Start");
    await said.getByText(/no better than guessing.* try a rate ten times higher/).waitFor();
  });
});

Deno.test("a page that a server isolates trains on several processors, to the same weights", async () => {
  const trainings = [published(await weightsOfDeno())];
  await openPage({ address: "small.html", trainings, isIsolated: true }, async (page) => {
    const processors = await page.evaluate(() => navigator.hardwareConcurrency);
    await press(page, "Start");
    const said = processors === 1 ? "images…" : `images on ${processors} processors…`;
    await page.getByText(`Training with 2,000 ${said}`).waitFor();
    await page.getByText("The published weights, to the bit.").waitFor({ timeout: TIMEOUT });
  });
});
