// WebKitGTK, Safari's engine on Linux, by WebDriver: requests to a driver that starts the browser.

import { type Driver, type Key, keyActions } from "./driver.ts";
import type { WebKit } from "./install.ts";

/** How long a script or a page may take, in milliseconds. */
const PATIENCE = 30 * 60_000;
/** The key under which WebDriver names an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Starts WebKitGTK's smallest browser. */
export async function startWebKit({ driver, browser, screen }: WebKit): Promise<Driver> {
  const port = freePort();
  const display = await startScreen(screen);
  const process = new Deno.Command(driver, {
    args: [`--port=${port}`],
    env: {
      DISPLAY: display.name,
      // Its sandbox wants rights that a container does not give.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    },
    stdout: "null",
    stderr: "null",
  }).spawn();
  const end = async () => {
    process.kill();
    await process.status;
    await display[Symbol.asyncDispose]();
  };
  try {
    const send = await connect(`http://127.0.0.1:${port}`);
    const options = { binary: browser, args: ["--automation"] };
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": options } };
    const { sessionId, capabilities: { browserVersion } } = await send("POST", "/session", {
      capabilities,
    }) as { sessionId: string; capabilities: { browserVersion: string } };
    const inSession: Send = (method, path, body) =>
      send(method, `/session/${sessionId}${path}`, body);
    await inSession("POST", "/timeouts", { script: PATIENCE, pageLoad: PATIENCE });
    return new WebKitGtk(inSession, { version: browserVersion, end });
  } catch (error) {
    await end();
    throw error;
  }
}

class WebKitGtk implements Driver {
  readonly name = "WebKitGTK";
  readonly version: string;
  readonly #send: Send;
  readonly #end: () => Promise<void>;

  constructor(send: Send, { version, end }: { version: string; end: () => Promise<void> }) {
    this.#send = send;
    this.version = version;
    this.#end = end;
  }

  async open(url: string): Promise<void> {
    await this.#send("POST", "/url", { url });
  }

  async run<Result>(expression: string): Promise<Result> {
    const script = `const [done] = arguments;
      Promise.resolve().then(() => (${expression}))
        .then((value) => done({ value: value ?? null }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.#send("POST", "/execute/async", { script, args: [] }) as {
      value: Result;
      error?: string;
    };
    if (error !== undefined) throw new Error(error);
    return value;
  }

  async press(...keys: readonly Key[]): Promise<void> {
    await this.#send("POST", "/actions", { actions: keyActions(keys) });
  }

  async choose(input: string, path: string): Promise<void> {
    const found = await this.#send("POST", "/execute/sync", {
      script: `return ${input};`,
      args: [],
    }) as Record<string, string>;
    await this.#send("POST", `/element/${found[ELEMENT]}/value`, { text: path });
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#send("POST", "/window/rect", { width, height });
  }

  async screenshot(): Promise<Uint8Array> {
    return Uint8Array.fromBase64(await this.#send("GET", "/screenshot") as string);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#send("DELETE", "").catch(() => {});
    await this.#end();
  }
}

/** A port that nobody listens on. */
function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** An X server, which chooses its number and writes it to a file once it can be used. */
async function startScreen(program: string): Promise<AsyncDisposable & { name: string }> {
  const process = new Deno.Command(program, {
    args: ["-displayfd", "1", "-screen", "0", "800x600x24"],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let number = "";
  while (!number.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) throw new Error("The X server ended before it could be used");
    number += value;
  }
  return {
    name: `:${number.trim()}`,
    async [Symbol.asyncDispose]() {
      process.kill();
      await reader.cancel();
      await process.status;
    },
  };
}

type Send = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** Waits until a driver answers. */
async function connect(address: string): Promise<Send> {
  const send: Send = async (method, path, body) => {
    const response = await fetch(`${address}${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`WebKit says ${value.error}: ${value.message}`);
    return value;
  };
  for (let tries = 0;; tries++) {
    try {
      await send("GET", "/status");
      return send;
    } catch (error) {
      // A connection that nobody takes yet is refused at once.
      if (tries === 500) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
