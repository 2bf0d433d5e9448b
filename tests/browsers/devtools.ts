// Chromium, headless, by its DevTools.

import { type Driver, type Key, keyLetters } from "./driver.ts";
import { Conversation, startBrowser } from "./protocol.ts";

/** What a script came to, as DevTools tells it. */
interface Evaluated {
  readonly result: { readonly value?: unknown; readonly objectId?: string };
  readonly exceptionDetails?: unknown;
}

/** Starts Chromium. */
export async function startChromium(executablePath: string): Promise<Driver> {
  let downloads = "";
  const browser = await startBrowser(executablePath, {
    args: (profile) => {
      downloads = profile;
      return [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--remote-debugging-port=0",
        `--user-data-dir=${profile}`,
      ];
    },
    pattern: /DevTools listening on (ws:\S+)/,
  });
  const session = new Conversation(browser.address);
  const end = async () => {
    session[Symbol.dispose]();
    await browser[Symbol.asyncDispose]();
  };
  try {
    const { product } = await session.send("Browser.getVersion", {});
    // What is downloaded goes with the profile.
    const behavior = { behavior: "allow", downloadPath: downloads };
    await session.send("Browser.setDownloadBehavior", behavior);
    const { targetId } = await session.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await session.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new Chromium(session, {
      version: (product as string).split("/")[1],
      sessionId: sessionId as string,
      end,
    });
    await page.prepare();
    return page;
  } catch (error) {
    await end();
    throw error;
  }
}

class Chromium implements Driver {
  readonly name = "Chromium";
  readonly version: string;
  readonly #session: Conversation;
  readonly #sessionId: string;
  readonly #end: () => Promise<void>;

  constructor(
    session: Conversation,
    { version, sessionId, end }: { version: string; sessionId: string; end: () => Promise<void> },
  ) {
    this.#session = session;
    this.#sessionId = sessionId;
    this.version = version;
    this.#end = end;
  }

  async prepare(): Promise<void> {
    await this.#send("Page.enable", {});
    // As if the window had the focus, which several could not have.
    await this.#send("Emulation.setFocusEmulationEnabled", { enabled: true });
  }

  async open(url: string): Promise<void> {
    const loaded = this.#session.event("Page.loadEventFired");
    await this.#send("Page.navigate", { url });
    await loaded;
  }

  async run<Result>(expression: string): Promise<Result> {
    return (await this.#evaluate(expression, { returnByValue: true })).value as Result;
  }

  async press(...keys: readonly Key[]): Promise<void> {
    for (const key of keys) {
      const event = keyEvent(key);
      await this.#send("Input.dispatchKeyEvent", { type: "keyDown", ...event });
      await this.#send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
    }
  }

  async choose(input: string, path: string): Promise<void> {
    const { objectId } = await this.#evaluate(input, {});
    await this.#send("DOM.setFileInputFiles", { objectId, files: [path] });
  }

  async resize(width: number, height: number): Promise<void> {
    const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
    await this.#send("Emulation.setDeviceMetricsOverride", metrics);
  }

  async screenshot(): Promise<Uint8Array> {
    const { data } = await this.#send("Page.captureScreenshot", {});
    return Uint8Array.fromBase64(data as string);
  }

  async #evaluate(
    expression: string,
    options: { returnByValue?: boolean },
  ): Promise<Evaluated["result"]> {
    const { result, exceptionDetails } = await this.#send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      ...options,
    }) as unknown as Evaluated;
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return result;
  }

  async #send(method: string, params: unknown) {
    return await this.#session.send(method, params, { sessionId: this.#sessionId });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }
}

/** The codes by which Chromium knows keys without a letter. */
const keyCodes: Readonly<Record<string, number>> = {
  Tab: 9,
  Enter: 13,
  Space: 32,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
};
const SHIFT = 8;

function keyEvent(key: Key): Record<string, unknown> {
  if (key === "Shift+Tab") return { ...keyEvent("Tab"), modifiers: SHIFT };
  const windowsVirtualKeyCode = keyCodes[key] ?? key.charCodeAt(0);
  const text = key === "Enter" ? "\r" : keyLetters[key] < "\uE000" ? keyLetters[key] : undefined;
  return { key: key === "Space" ? " " : key, code: key, windowsVirtualKeyCode, text };
}
