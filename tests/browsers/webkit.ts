// WebKitGTK, Safari's engine on Linux, by WebDriver: requests to a driver that starts the browser.

import type { WebKit } from "./install.ts";
import type { PageResult } from "./protocol.ts";

/** How long a page may take, in milliseconds. */
const PATIENCE = 30 * 60_000;

/** Opens a page and waits for its `result`. */
export async function resultInWebKit(
  url: string,
  { driver, browser, screen }: WebKit,
): Promise<PageResult> {
  const port = freePort();
  await using display = await startScreen(screen);
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
  try {
    const send = await connect(`http://127.0.0.1:${port}`);
    const options = { binary: browser, args: ["--automation"] };
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": options } };
    const started = await send("POST", "/session", { capabilities });
    const { sessionId, capabilities: { browserVersion } } = started as {
      sessionId: string;
      capabilities: { browserVersion: string };
    };
    const session = `/session/${sessionId}`;
    await send("POST", `${session}/timeouts`, { script: PATIENCE, pageLoad: PATIENCE });
    await send("POST", `${session}/url`, { url });
    const script = "result.then(arguments[0], (error) => arguments[0]('Error: ' + error));";
    const result = await send("POST", `${session}/execute/async`, { script, args: [] });
    await send("DELETE", session);
    return { version: browserVersion, result: result as string };
  } finally {
    process.kill();
    await process.status;
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
