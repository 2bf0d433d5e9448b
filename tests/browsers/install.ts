// Browsers that tests drive: where they are, and how they are installed.

import { installProgram } from "./programs.ts";

/**
 * The path of Chromium or one of its relatives: the variable CHROMIUM, or one on the PATH, which is
 * installed if there is none.
 *
 * @throws {UserError} If there is none.
 */
export async function installChromium(): Promise<string> {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  return Deno.env.get("CHROMIUM") || await installProgram(names, {
    packages: ["chromium"],
    advice: "install Chromium or Chrome, or set CHROMIUM to the path of one",
  });
}

/**
 * The path of Firefox: the variable FIREFOX, or one on the PATH, which is installed if there is none.
 *
 * @throws {UserError} If there is none.
 */
export async function installFirefox(): Promise<string> {
  return Deno.env.get("FIREFOX") || await installProgram(["firefox-esr", "firefox"], {
    packages: ["firefox-esr"],
    advice: "install Firefox, or set FIREFOX to its path",
  });
}

/** What it takes to drive WebKit. */
export interface WebKit {
  readonly driver: string;
  readonly browser: string;
  /** The X server of a screen that nobody sees. */
  readonly screen: string;
}

/**
 * The paths of WebKit's driver, of its smallest browser and of an X server, which are installed if they
 * are not there.
 *
 * @throws {UserError} If one of them is not there.
 */
export async function installWebKit(): Promise<WebKit> {
  const advice = "install Debian's webkit2gtk-driver and xvfb";
  const driver = await installProgram(["WebKitWebDriver"], {
    packages: ["webkit2gtk-driver"],
    advice,
  });
  const screen = await installProgram(["Xvfb"], { packages: ["xvfb"], advice });
  const folders = ["x86_64-linux-gnu", "aarch64-linux-gnu"].map((machine) =>
    `/usr/lib/${machine}/webkit2gtk-4.1/MiniBrowser`
  );
  const browser = await installProgram([...folders, "MiniBrowser"], {
    packages: ["libwebkit2gtk-4.1-0"],
    advice,
  });
  return { driver, browser, screen };
}
