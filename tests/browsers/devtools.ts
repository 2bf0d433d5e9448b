// Chromium, headless, by its DevTools: for pages that need nothing but to be opened.

import { Conversation, type PageResult, startBrowser } from "./protocol.ts";

/** Opens a page and waits for its `result`. */
export async function resultInChromium(url: string, executablePath: string): Promise<PageResult> {
  await using browser = await startBrowser(executablePath, {
    args: (profile) => [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--no-first-run",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
    ],
    pattern: /DevTools listening on (ws:\S+)/,
  });
  using session = new Conversation(browser.address);
  const { product } = await session.send("Browser.getVersion", {});
  const { targetId } = await session.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await session.send("Target.attachToTarget", { targetId, flatten: true });
  const page = { sessionId };
  await session.send("Page.enable", {}, page);
  const loaded = session.event("Page.loadEventFired");
  await session.send("Page.navigate", { url }, page);
  await loaded;
  const { result, exceptionDetails } = await session.send(
    "Runtime.evaluate",
    { expression: "result", awaitPromise: true, returnByValue: true },
    page,
  );
  if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
  const [, version] = (product as string).split("/");
  return { version, result: (result as { value: string }).value };
}
