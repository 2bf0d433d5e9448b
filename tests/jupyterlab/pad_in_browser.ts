// The page that `deno task draw` serves, in a real browser: it reads what is drawn, under its own policy.

import { assertEquals } from "@std/assert";
import { padPage } from "../../lib/pad/pad_page.ts";
import { startServer } from "../../lib/pad/server.ts";
import { launchBrowser } from "../browsers/chromium.ts";
import { install } from "./install.ts";
import { drawableDigits, drawDigit } from "./pen.ts";

Deno.test("the page of the drawing pad in a browser", async (t) => {
  const server = await startServer(await padPage(), { port: 0 });
  const browser = await launchBrowser((await install()).browser);
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    // What the policy forbids is told here.
    page.on("console", (message) => complaints.push(message.text()));
    await page.goto(`http://localhost:${server.port}/`);
    const pad = page.locator(".digit-pad");
    const paper = pad.locator(".paper canvas");
    const networks = await pad.locator("option").allTextContents();
    for (const network of networks) {
      await pad.locator("select").selectOption({ label: network });
      for (const digit of drawableDigits) {
        await t.step(`${network} reads a ${digit}`, async () => {
          await drawDigit(digit, paper);
          await pad.and(page.locator(`[data-answer="${digit}"]`)).waitFor();
          await pad.getByRole("button", { name: "Clear" }).click();
          await pad.and(page.locator(":not([data-answer])")).waitFor();
        });
      }
    }
    assertEquals(complaints, []);
  } finally {
    await browser.close();
    await server.close();
  }
});
