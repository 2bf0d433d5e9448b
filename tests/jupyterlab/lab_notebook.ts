// A notebook open in JupyterLab: what a reader can do with it, and what a reader then sees.

import { join } from "@std/path";
import { codeCells, type Notebook, readNotebook, writeNotebook } from "../../lib/jupyter/mod.ts";
import type { Browser, Locator, Page } from "../browsers/chromium.ts";
import type { LabServer } from "./server.ts";

/** Much longer than JupyterLab takes for what is not a training, on a busy machine too; milliseconds. */
const TIMEOUT = 300_000;

/** A notebook in a browser's tab. */
export class LabNotebook {
  readonly #page: Page;
  readonly #path: string;

  private constructor(page: Page, path: string) {
    this.#page = page;
    this.#path = path;
  }

  /**
   * Takes the stored outputs out of a notebook and opens it.
   *
   * @param name Its name, without ".ipynb".
   * @param options The server, and the browser to open it in.
   */
  static async open(
    name: string,
    { server, browser }: { server: LabServer; browser: Browser },
  ): Promise<LabNotebook> {
    const file = `notebooks/${name}.ipynb`;
    const path = join(server.root, file);
    const notebook = await readNotebook(path);
    for (const cell of codeCells(notebook)) {
      Object.assign(cell, { outputs: [], execution_count: null });
    }
    await writeNotebook(path, notebook);
    const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(TIMEOUT);
    await page.goto(`${server.url}/lab/tree/${file}?reset&token=${server.token}`);
    const lab = new LabNotebook(page, path);
    await lab.#isIdle();
    return lab;
  }

  /** The tab, for what only one test does. */
  get page(): Page {
    return this.#page;
  }

  /** Run > Run All Cells. */
  async runAll() {
    await this.#page.locator('.lm-MenuBar-itemLabel:text-is("Run")').click();
    await this.#page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click();
  }

  /** The stop button. */
  async stop() {
    await this.#page.locator('[data-command="notebook:interrupt-kernel"]').click();
  }

  /** Waits until the last cell has run. */
  async finished() {
    await this.#page.waitForFunction(
      () => {
        const prompts = document.querySelectorAll(".jp-CodeCell .jp-InputArea-prompt");
        return /\d/.test(prompts[prompts.length - 1]?.textContent ?? "");
      },
      undefined,
      { timeout: TIMEOUT },
    );
    await this.#isIdle();
  }

  /**
   * Waits until the picture under a cell has changed, as that of a training does that is under way.
   *
   * @param cell Which code cell, counted from 0.
   */
  async pictureChanges(cell: number) {
    const picture = this.outputs(cell).locator("img");
    const before = await picture.getAttribute("src");
    while (await picture.getAttribute("src") === before) await this.#page.waitForTimeout(100);
  }

  /**
   * The outputs of a cell, as they are shown.
   *
   * @param cell Which code cell, counted from 0.
   */
  outputs(cell: number): Locator {
    return this.#page.locator(".jp-CodeCell").nth(cell).locator(".jp-OutputArea-output");
  }

  /**
   * Scrolls through the notebook and counts the pictures of each code cell that a reader sees.
   *
   * @returns One count for each code cell.
   */
  async visiblePictures(): Promise<number[]> {
    const counts: number[] = [];
    for (const cell of await this.#page.locator(".jp-CodeCell").all()) {
      await cell.scrollIntoViewIfNeeded();
      counts.push(
        await cell.locator(".jp-OutputArea-output img").evaluateAll(async (images) => {
          const pictures = images as HTMLImageElement[];
          await Promise.all(pictures.map((picture) => picture.decode()));
          return pictures.filter((picture) => picture.naturalWidth > 0).length;
        }),
      );
    }
    return counts;
  }

  /** Saves the notebook, and reads what JupyterLab wrote. */
  async save(): Promise<Notebook> {
    const before = await Deno.stat(this.#path);
    await this.#page.locator('[data-command="docmanager:save"]').click();
    while ((await Deno.stat(this.#path)).mtime!.getTime() === before.mtime!.getTime()) {
      await this.#page.waitForTimeout(100);
    }
    // JupyterLab writes the file in pieces: until the last one it is no whole notebook.
    const deadline = Date.now() + TIMEOUT;
    while (true) {
      try {
        return await readNotebook(this.#path);
      } catch (error) {
        if (!(error instanceof SyntaxError) || Date.now() > deadline) throw error;
      }
      await this.#page.waitForTimeout(100);
    }
  }

  /** Closes the tab; the server ends the kernel. */
  async [Symbol.asyncDispose]() {
    await this.#page.close();
  }

  /** The status bar knows of the kernel only once there is one; the toolbar calls it idle before. */
  async #isIdle() {
    await this.#page.locator("#jp-main-statusbar").getByText("Deno | Idle").waitFor();
  }
}
