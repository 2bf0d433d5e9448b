// How browsers are driven without a library: commands and events as JSON over a WebSocket, as both
// WebDriver BiDi and Chromium's DevTools have it.

/** What a command brings. */
export type Answer = Record<string, unknown>;

/** A browser that was started. */
export interface StartedBrowser extends AsyncDisposable {
  /** Where it listens. */
  readonly address: string;
}

/**
 * Starts a browser with a profile of its own, which is removed with it.
 *
 * @param executablePath The browser.
 * @param options `args` from the folder of the profile; `pattern`: what finds its address in what it says.
 */
export async function startBrowser(
  executablePath: string,
  { args, pattern }: { args: (profile: string) => string[]; pattern: RegExp },
): Promise<StartedBrowser> {
  const profile = await Deno.makeTempDir({ prefix: "browser-" });
  const browser = new Deno.Command(executablePath, {
    args: args(profile),
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const stop = async () => {
    browser.kill();
    await browser.status;
    await Deno.remove(profile, { recursive: true });
  };
  try {
    return { address: await addressIn(browser.stderr, pattern), [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address that a browser says it listens on. What it says afterwards is not kept. */
async function addressIn(
  stderr: ReadableStream<Uint8Array<ArrayBuffer>>,
  pattern: RegExp,
): Promise<string> {
  const [first, rest] = stderr.tee();
  rest.pipeTo(new WritableStream()).catch(() => {});
  let said = "";
  for await (const text of first.pipeThrough(new TextDecoderStream())) {
    said += text;
    const [, address] = pattern.exec(said) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error(`A browser ended before it listened: ${said.trim()}`);
}

/** A conversation: every command has a number, and its answer bears the same. */
export class Conversation implements Disposable {
  readonly #socket: WebSocket;
  readonly #open: Promise<unknown>;
  readonly #answers = new Map<number, PromiseWithResolvers<Answer>>();
  readonly #events = new Map<string, () => void>();

  constructor(address: string) {
    this.#socket = new WebSocket(address);
    this.#open = new Promise((resolve, reject) => {
      this.#socket.onopen = resolve;
      this.#socket.onerror = () => reject(new Error(`No browser answers at ${address}`));
    });
    this.#socket.onmessage = ({ data }) => this.#receive(JSON.parse(data));
    this.#socket.onclose = () => {
      for (const { reject } of this.#answers.values()) reject(new Error("The browser has gone"));
    };
  }

  /** Sends a command. */
  async send(method: string, params: unknown, rest: Answer = {}): Promise<Answer> {
    await this.#open;
    const id = this.#answers.size + 1;
    const answer = Promise.withResolvers<Answer>();
    this.#answers.set(id, answer);
    this.#socket.send(JSON.stringify({ id, method, params, ...rest }));
    return await answer.promise;
  }

  /** Waits for the next event of a kind. */
  event(method: string): Promise<void> {
    return new Promise((resolve) => this.#events.set(method, resolve));
  }

  #receive({ id, method, result, error }: {
    id?: number;
    method?: string;
    result?: Answer;
    error?: unknown;
  }): void {
    if (method !== undefined) this.#events.get(method)?.();
    const answer = this.#answers.get(id ?? 0);
    if (error === undefined) answer?.resolve(result ?? {});
    else answer?.reject(new Error(`The browser says ${JSON.stringify(error)}`));
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }
}
