// What a kernel does beside running cells: nothing that cells do to it may take that away.

import { assertEquals, assertMatch } from "@std/assert";
import { Kernel } from "../../lib/jupyter/kernel.ts";
import { watcher } from "../../lib/jupyter/prelude.ts";
import { denoProgram } from "../../lib/system/run_deno.ts";

/** Runs the watcher in a program that never ends by itself; returns how it ended. */
async function watched(code: string) {
  const child = new Deno.Command(denoProgram(), {
    args: ["eval", `${code}\nwhile (true);`],
    // Its group, which the watcher ends, must not be that of the tests.
    detached: true,
    stderr: "piped",
    stdout: "null",
  }).spawn();
  const { signal, stderr } = await child.output();
  return { signal, stderr: new TextDecoder().decode(stderr) };
}

/** Code that starts the watcher in a thread, as the prelude does. */
function inThread(code: string): string {
  const url = `data:application/javascript,${encodeURIComponent(code)}`;
  return `const worker = new Worker("${url}", { type: "module" });
    await new Promise((resolve) => worker.onmessage = resolve);`;
}

Deno.test({
  name: "watcher ends a busy process whose client is gone",
  ignore: Deno.build.os === "windows",
  async fn() {
    const noParent = Deno.pid + 1;
    assertEquals(await watched(inThread(watcher(noParent))), { signal: "SIGKILL", stderr: "" });
  },
});

Deno.test("watcher ends a process that takes too much memory, and says so", async () => {
  const { signal, stderr } = await watched(inThread(watcher(Deno.pid, { memoryShare: 1e-5 })));
  assertEquals(signal, "SIGKILL");
  assertMatch(stderr, /^It took \d+ MB of memory, more than 0\.001 % of what there is: /);
});

for (
  const code of [
    "Deno.jupyter.broadcast = () => {};",
    "Object.assign(globalThis, { Deno: undefined });",
    "Object.assign(globalThis, { Symbol: undefined, Promise: undefined, setTimeout: undefined });",
    "Object.assign(globalThis, { __notebookClient: undefined });",
    "delete globalThis.__notebookClient;",
    "globalThis = undefined;",
  ]
) {
  Deno.test(`Kernel.execute ends after the cell ${code}`, async () => {
    await using kernel = await Kernel.start(Deno.cwd());
    const texts: unknown[] = [];
    await kernel.execute(`${code}\nconsole.log("done");`, (output) => {
      if (output.header.msg_type === "stream") texts.push(output.content.text);
    });
    await kernel.execute(`console.log("next");`, (output) => texts.push(output.content.text));
    await kernel.settle(() => {});
    assertEquals(texts.at(-1), "next\n");
  });
}
