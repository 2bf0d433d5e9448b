// A page of the report trains in a real browser, from a folder and without a network: as Deno does, to the bit.

import { assertEquals, assertMatch } from "@std/assert";
import { join, toFileUrl } from "@std/path";
import { loadMnist } from "../../lib/data/mod.ts";
import { dense, Sequential, softmax, tanh, weightsSha256 } from "../../lib/nn/mod.ts";
import { trainingPanels, trainingScripts } from "../../lib/play/mod.ts";
import { renderPanels } from "../../lib/play/training_panel.ts";
import { writeSite } from "../../lib/site/mod.ts";
import { createBackend } from "../../lib/tensor/mod.ts";
import { adam, fit, type Recipe } from "../../lib/train/mod.ts";
import { SampleFolder, text } from "../site/sample_site.ts";
import { launchBrowser, type Page } from "../browsers/chromium.ts";
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

/** Writes a page with a panel, and opens it from the folder that it lies in. */
async function openPage(panel: string, act: (page: Page) => Promise<void>): Promise<void> {
  await using folder = new SampleFolder();
  const browser = await launchBrowser((await install()).browser);
  try {
    const output = join(folder.path, "site");
    await writeSite({
      notebooks: [await folder.notebook("small", [text("# Small\n\nA training.")])],
      readme: await folder.file("README.md", "# Readme\n\nText.\n\n<!-- results:end -->\n"),
      output,
      endings: new Map([["small.ipynb", { title: "Train it here", html: panel }]]),
      scripts: await trainingScripts(),
    });
    const context = await browser.newContext({ offline: true });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("request", (request) => {
      if (!/^(file|data|blob):/.test(request.url())) errors.push(request.url());
    });
    await page.goto(toFileUrl(join(output, "small.html")).href);
    await act(page);
    assertEquals(errors, []);
  } finally {
    await browser.close();
  }
}

async function weightsOfDeno(): Promise<string> {
  const { train } = await loadMnist();
  const backend = createBackend("wasm", { threads: 1 });
  const network = new Sequential(small.network, { inputShape: [784], seed: 1, backend });
  await fit(network, train.take(trainImages), small);
  return await weightsSha256(network);
}

function panelOf(weightsSha256: string): Promise<string> {
  return renderPanels(
    new Map([["a small network", {
      recipe: small,
      seed: 1,
      trainImages,
      weightsSha256,
    }]]),
  ).then((panels) => panels.get("a small network")!);
}

Deno.test("a page pauses, goes on and resets by the keyboard, and ends with Deno's weights", async () => {
  const expected = await weightsOfDeno();
  await openPage(await panelOf(expected), async (page) => {
    const press = async (name: string) => {
      await page.getByRole("button", { name, exact: true }).focus();
      await page.keyboard.press("Enter");
    };
    await press("Start");
    await press("Pause");
    await page.getByText(/^Paused after epoch \d+\.$/).waitFor({ timeout: TIMEOUT });
    await page.locator("img.loss").waitFor();
    await page.locator("img.accuracy").waitFor();
    await page.locator("img.confusion").waitFor();
    await page.locator("img.weights").waitFor();
    await press("Reset");
    await page.getByText("Ready to train from the start.").waitFor();
    assertEquals(await page.locator("img.loss").isVisible(), false);
    await press("Start");
    await press("Pause");
    await page.getByText(/^Paused after epoch \d+\.$/).waitFor({ timeout: TIMEOUT });
    await press("Go on");
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
  await openPage(await panelOf("0".repeat(64)), async (page) => {
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText("Not the published weights.").waitFor({ timeout: TIMEOUT });
  });
});

Deno.test("the page of generation 1 ends with the published weights", async (t) => {
  const panels = await trainingPanels();
  await openPage(panels.get("01-sigmoid-and-squared-error.ipynb")!, async (page) => {
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
