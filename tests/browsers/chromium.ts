// Chromium, headless: the browser that most tests of pages drive.

import { type Browser, chromium, type Locator, type Page } from "playwright-core";

/** It says nothing to anyone but the server. */
const browserArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export type { Browser, Locator, Page };

/**
 * Starts a browser.
 *
 * @param executablePath The path of Chromium or Chrome.
 */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: browserArguments });
}
