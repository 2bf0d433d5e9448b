// Firefox, headless, by WebDriver BiDi.

import { join } from "@std/path";
import type { Driver, Key } from "./driver.ts";
import { keyActions } from "./driver.ts";
import { Conversation, startBrowser } from "./protocol.ts";

/** What a script came to, as BiDi tells it. */
interface Evaluated {
  readonly result: { readonly value?: string; readonly sharedId?: string };
  readonly exceptionDetails?: unknown;
}

/** Starts Firefox. */
export async function startFirefox(executablePath: string): Promise<Driver> {
  const browser = await startBrowser(executablePath, {
    args: (profile) => {
      // What is downloaded goes with the profile, and no panel about it takes the focus.
      const preferences = {
        "browser.download.folderList": 2,
        "browser.download.dir": profile,
        "browser.download.alwaysOpenPanel": false,
      };
      Deno.writeTextFileSync(
        join(profile, "user.js"),
        Object.entries(preferences).map((entry) =>
          `user_pref(${JSON.stringify(entry).slice(1, -1)});\n`
        ).join(""),
      );
      return ["--headless", "--remote-debugging-port=0", "--no-remote", "--profile", profile];
    },
    pattern: /WebDriver BiDi listening on (ws:\S+)/,
  });
  const session = new Conversation(`${browser.address}/session`);
  try {
    const { capabilities } = await session.send("session.new", { capabilities: {} });
    // Keys press buttons only in a window that has the focus: the first one never gets it.
    const { context } = await session.send("browsingContext.create", { type: "window" }) as {
      context: string;
    };
    await session.send("browsingContext.activate", { context });
    const { browserVersion } = capabilities as { browserVersion: string };
    return new Firefox(session, { context, version: browserVersion, end: () => end() });
  } catch (error) {
    await end();
    throw error;
  }
  async function end() {
    session[Symbol.dispose]();
    await browser[Symbol.asyncDispose]();
  }
}

class Firefox implements Driver {
  readonly name = "Firefox";
  readonly version: string;
  readonly #session: Conversation;
  readonly #context: string;
  readonly #end: () => Promise<void>;

  constructor(
    session: Conversation,
    { context, version, end }: { context: string; version: string; end: () => Promise<void> },
  ) {
    this.#session = session;
    this.#context = context;
    this.version = version;
    this.#end = end;
  }

  async open(url: string): Promise<void> {
    await this.#send("browsingContext.navigate", { url, wait: "complete" });
  }

  async run<Result>(expression: string): Promise<Result> {
    // Values come back as JSON, for BiDi has an own way to write each kind.
    const promise = `Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`;
    return JSON.parse((await this.#evaluate(promise)).value!);
  }

  async press(...keys: readonly Key[]): Promise<void> {
    await this.#send("input.performActions", { actions: keyActions(keys) });
  }

  async choose(input: string, path: string): Promise<void> {
    const { sharedId } = await this.#evaluate(input);
    await this.#send("input.setFiles", { element: { sharedId }, files: [path] });
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#send("browsingContext.setViewport", { viewport: { width, height } });
  }

  async screenshot(): Promise<Uint8Array> {
    const { data } = await this.#send("browsingContext.captureScreenshot", {});
    return Uint8Array.fromBase64(data as string);
  }

  async #evaluate(expression: string): Promise<Evaluated["result"]> {
    const { result, exceptionDetails } = await this.#session.send("script.evaluate", {
      expression,
      target: { context: this.#context },
      awaitPromise: true,
    }) as unknown as Evaluated;
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return result;
  }

  async #send(method: string, params: Record<string, unknown>) {
    return await this.#session.send(method, { context: this.#context, ...params });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }
}
