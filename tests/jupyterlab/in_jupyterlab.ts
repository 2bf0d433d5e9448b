// The notebooks in a real JupyterLab, in a real browser, on the real kernel: `deno task test:jupyterlab`.

import { assert, assertEquals, assertGreater, assertNotEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { type CellOutput, codeCells, type Notebook, readNotebook } from "../../lib/jupyter/mod.ts";
import { launchBrowser } from "../browsers/chromium.ts";
import { install } from "./install.ts";
import { LabNotebook } from "./lab_notebook.ts";
import { drawableDigits, drawDigit } from "./pen.ts";
import { LabServer } from "./server.ts";

const project = fromFileUrl(new URL("../..", import.meta.url));

Deno.test("notebooks in JupyterLab", async (t) => {
  const programs = await install();
  await using server = await LabServer.start(project, programs);
  const browser = await launchBrowser(programs.browser);
  const around = { server, browser };
  try {
    await t.step("Run All puts every output into its cell, as the command line does", async () => {
      await using lab = await LabNotebook.open("00-data", around);
      await lab.runAll();
      await lab.finished();
      const expected = outputsOf(await committed("00-data"));
      assertEquals(outputsOf(await lab.save()), expected);
      assertEquals(
        await lab.visiblePictures(),
        expected.map((cell) => cell.filter(isPicture).length),
      );
    });

    await t.step("the stop button ends a training, and the cells below work with it", async () => {
      await using lab = await LabNotebook.open("01-sigmoid-and-squared-error", around);
      const notebook = await committed("01-sigmoid-and-squared-error");
      const training = codeCells(notebook).findIndex(({ source }) => source.includes("trainLive("));
      const records = await server.records();
      await lab.runAll();
      await lab.pictureChanges(training);
      await lab.stop();
      await lab.finished();
      const expected = outputsOf(notebook);
      // Where its model would be it is said that there is none.
      const found = outputsOf(await lab.save()).map((cell) =>
        cell.filter(({ text }) => !/^The model .* was left as it was: /.test(text))
      );
      assertEquals(found.map(shape), expected.map(shape));
      assertNotEquals(found[training], expected[training], "the training was not stopped");
      assertEquals(await server.records(), records, "a stopped training is no record");
      assertEquals(
        await lab.visiblePictures(),
        expected.map((cell) => cell.filter(isPicture).length),
      );
      assert(!server.log.includes("restarting kernel"), "the stop button killed the kernel");
    });
    await t.step({
      name: "the pad reads the digits that are drawn on it",
      // Without saved models there is nothing to draw for.
      ignore: !await exists(join(project, "notebooks", "12-draw-a-digit.ipynb")),
      async fn() {
        await using lab = await LabNotebook.open("12-draw-a-digit", around);
        await lab.runAll();
        await lab.finished();
        const pad = lab.page.locator(".digit-pad").first();
        for (const digit of drawableDigits) {
          await drawDigit(digit, pad.getByLabel("Paper to draw a digit on"));
          await pad.getByText(`This is a ${digit} (`).waitFor();
          const bar = await pad.locator("li.best .bar").boundingBox();
          const track = await pad.locator("li.best .track").boundingBox();
          assertGreater(bar!.width, track!.width / 2, `the bar of ${digit}`);
          await pad.getByRole("button", { name: "Clear" }).click();
          await pad.getByText("Draw a digit", { exact: true }).waitFor();
        }
      },
    });
  } finally {
    await browser.close();
  }
});

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function committed(name: string): Promise<Notebook> {
  return await readNotebook(join(project, "notebooks", `${name}.ipynb`));
}

/** What the cells put out, in words, and in which media. */
interface Shown {
  readonly media: string[];
  readonly text: string;
}

function outputsOf(notebook: Notebook): Shown[][] {
  return codeCells(notebook).map(({ outputs }) => outputs.map(toShown));
}

function toShown(output: CellOutput): Shown {
  switch (output.output_type) {
    case "stream":
      return { media: [output.name], text: output.text };
    case "error":
      return { media: ["error"], text: `${output.ename}: ${output.evalue}` };
    default:
      return {
        media: Object.keys(output.data).toSorted(),
        text: String(output.data["text/plain"]),
      };
  }
}

/** The media alone: a training that was stopped says something else in the same outputs. */
function shape(cell: readonly Shown[]): string[][] {
  return cell.map(({ media }) => media);
}

function isPicture({ media }: Shown): boolean {
  return media.some((medium) => medium.startsWith("image/"));
}
