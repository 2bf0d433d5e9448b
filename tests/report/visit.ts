// What a reader does with the page of generation 1, in any browser: trains it, pauses, draws, saves and loads
// weights, reads a picture, and trains on images of their own; and then with the play page.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { basename, fromFileUrl, join, toFileUrl } from "@std/path";
import { predict } from "../../lib/inference/mod.ts";
import { loadNetwork, saveNetwork, weightsSha256 } from "../../lib/nn/mod.ts";
import { readRecord } from "../../lib/records/record_files.ts";
import type { Driver } from "../browsers/driver.ts";
import { csvFile } from "../data/small_mnist.ts";
import { inPanel, onPad, PAD, ReportPage } from "./report_page.ts";

const picture = fromFileUrl(new URL("../../data/pictures/page.jpg", import.meta.url));

/** Of the window, in pixels: a screen, and a phone. */
const widths = [1280, 400];
const HEIGHT = 900;

/** What {@linkcode visit} needs beside a browser. */
export interface VisitOptions {
  /** The folder of the report. */
  readonly folder: string;
  /** A folder for files that are saved and loaded. */
  readonly scratch: string;
  /** A folder for pictures of the page, if they are wanted. */
  readonly pictures?: string;
  /** Whether to leave the training before its end. */
  readonly short: boolean;
  /** Runs a part of the visit, which has a name. */
  readonly step: (name: string, act: () => Promise<void>) => Promise<unknown>;
}

/** Visits the page of generation 1, and the play page. */
export async function visit(
  driver: Driver,
  { folder, scratch, pictures, short, step }: VisitOptions,
): Promise<void> {
  const page = new ReportPage(driver);
  const saved = join(scratch, "saved.safetensors");
  const { runs: [{ weightsSha256: published }] } = await readRecord(
    "01-sigmoid-and-squared-error",
  );
  await step(
    "opens from the folder",
    () => page.open(toFileUrl(join(folder, "01-sigmoid-and-squared-error.html")).href),
  );

  await step("starts and pauses, by the keyboard alone", async () => {
    await page.pressButton("Start");
    await page.until(`${inPanel(".speed")}.textContent !== ""`);
    await page.pressButton("Pause");
    await page.says("Paused after epoch");
  });

  await step("is drawn on, by the keyboard alone", async () => {
    await page.tabTo(onPad("canvas[tabindex]"));
    await page.press("Space", ...new Array(10).fill("ArrowDown" as const), "Space");
    await page.until(`/^\\d$/.test(${PAD}.dataset.answer)`);
    // The published network of the same kind answers, too.
    await page.until(
      `${
        onPad(".beside")
      }.textContent.startsWith("Published: 1 Sigmoid and squared error: This is a")`,
    );
  });

  await step("says of a dash that it is no digit", async () => {
    const left = new Array(6).fill("ArrowLeft" as const);
    await page.pressButton("Clear");
    await page.tabTo(onPad("canvas[tabindex]"));
    await page.press("Space", ...left, ...left, "Space");
    await page.until(`${onPad(".answer")}.textContent === "No digit yet"`);
    await page.until(`${PAD}.dataset.answer === "none"`);
  });

  if (!short) {
    await step("goes on, and ends with the published weights", async () => {
      await page.pressButton("Go on");
      const said = await page.says("SHA-256 of the weights trained here");
      assertStringIncludes(said, "The published weights, to the bit.");
      assertStringIncludes(said, published);
    });
  }

  await step("saves the weights, as Deno would", async () => {
    await page.pressButton("Save weights");
    const name = (await page.says("Saved as")).replace(/^Saved as (.*)\.$/, "$1");
    assertEquals(name.startsWith("784-100-10-seed-1-"), true, name);
    const bytes = await page.saved();
    await Deno.writeFile(saved, bytes);
    const { network } = await loadNetwork(saved);
    const again = join(scratch, "again.safetensors");
    await saveNetwork(again, network);
    assertEquals(await Deno.readFile(again), bytes);
    if (!short) assertEquals(await weightsSha256(network), published);
  });

  await step("loads weights, and says of a wrong file what Deno says", async () => {
    await page.choose(inPanel('input[accept=".safetensors"]'), saved);
    await page.says(`Draw on the network of ${basename(saved)}.`);
    const wrong = join(scratch, "wrong.safetensors");
    await Deno.writeFile(wrong, (await Deno.readFile(saved)).subarray(0, 1000));
    const message = await loadNetwork(wrong).then(() => "", (error: Error) => error.message);
    await page.choose(inPanel('input[accept=".safetensors"]'), wrong);
    await page.says(message.replace(wrong, basename(wrong)));
  });

  await step("reads a picture, as Deno does", async () => {
    const { network } = await loadNetwork(saved);
    const { text } = await predict(picture, { model: network });
    await page.choose(onPad("input[type=file]"), picture);
    await page.until(
      `${onPad(".strip")}.parentElement.textContent.includes("The picture reads ${text}")`,
    );
  });

  await step(
    "takes dropped images, and trains on them without a word of published weights",
    async () => {
      const drop = (name: string, bytes: Uint8Array) =>
        page.drop(inPanel("details.own"), { name, bytes });
      // One that misses its place leaves the page as it is.
      await page.drop("document.body", { name: "train.csv", bytes: new Uint8Array(9) });
      await drop("notes.txt", new Uint8Array(9));
      await page.says("Cannot load MNIST from your files: found notes.txt but it must have");
      await drop("train.csv", new TextEncoder().encode("1,2,3\n"));
      await page.says('Cannot read CSV file "train.csv": line 1 has 3 columns but 785 are needed');
      await drop("train.csv", csvFile("train.csv", 10).bytes);
      await page.says("9 images to train with and 1 to test with");
      await page.pressButton("Start");
      const said = await page.says("SHA-256 of the weights trained here");
      assertEquals(said.includes("The published weights"), false, said);
      assertEquals(said.includes(published), false, said);
    },
  );

  await step("had no errors", async () => assertEquals(await page.errors(), []));

  await step(
    "changes a setting of the play page, by the keyboard alone, and trains with it",
    async () => {
      const settings = "from=02-softmax-and-cross-entropy&epochs=1&trainImages=500";
      await page.open(`${toFileUrl(join(folder, "play.html"))}#${settings}`);
      await page.tabTo(
        `[...document.querySelectorAll(".settings label")]
        .find(({ textContent }) => textContent.trim() === "epochs")?.querySelector("input")`,
      );
      // What has the focus is selected, and the key replaces it.
      await page.press("2");
      await page.pressButton("Start");
      await page.says("SHA-256 of the weights trained here");
      await page.until(
        `${onPad("option")}?.textContent === "Yours: 784-100-10, seed 1, 2 epochs"`,
      );
      assertEquals(await page.errors(), []);
    },
  );

  if (pictures === undefined) return;
  await step("is looked at, wide and narrow", async () => {
    for (const width of widths) {
      await driver.resize(width, HEIGHT);
      for (const part of ["settings", "pictures", "own-pad"]) {
        await driver.run(`void document.querySelector(".${part}").scrollIntoView()`);
        const path = join(pictures, `${driver.name}-${width}-${part}.png`);
        await Deno.writeFile(path, await driver.screenshot());
      }
    }
  });
}
