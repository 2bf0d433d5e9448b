// Firefox, headless, by WebDriver BiDi.

import { Conversation, type PageResult, startBrowser } from "./protocol.ts";

/** Opens a page and waits for its `result`. */
export async function resultInFirefox(url: string, executablePath: string): Promise<PageResult> {
  await using browser = await startBrowser(executablePath, {
    args: (
      profile,
    ) => ["--headless", "--remote-debugging-port=0", "--no-remote", "--profile", profile],
    pattern: /WebDriver BiDi listening on (ws:\S+)/,
  });
  using session = new Conversation(`${browser.address}/session`);
  const { capabilities } = await session.send("session.new", { capabilities: {} });
  const { contexts } = await session.send("browsingContext.getTree", {});
  const { context } = (contexts as { context: string }[])[0];
  await session.send("browsingContext.navigate", { context, url, wait: "complete" });
  const { result, exceptionDetails } = await session.send("script.evaluate", {
    expression: "result",
    target: { context },
    awaitPromise: true,
  });
  if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
  const { browserVersion: version } = capabilities as { browserVersion: string };
  return { version, result: (result as { value: string }).value };
}
