// Tests of the kernel's client, each with a real Deno kernel.

import {
  assert,
  assertEquals,
  assertObjectMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { join } from "@std/path";
import { Kernel } from "../../lib/jupyter/kernel.ts";
import { KernelDiedError } from "../../lib/jupyter/kernel_channels.ts";
import type { Message } from "../../lib/jupyter/message.ts";
import { isRunning } from "./send_signal.ts";
import { TemporaryFolder } from "./temporary_notebook.ts";

/** What a cell put out: the type of each message and the text in it. */
async function outputs(kernel: Kernel, code: string): Promise<[string, unknown][]> {
  const messages: Message[] = [];
  await kernel.execute(code, (message) => messages.push(message));
  return messages.map(({ header, content }) => [
    header.msg_type,
    content.text ?? content.evalue ?? (content.data as Record<string, unknown>)["text/plain"],
  ]);
}

Deno.test("Kernel.execute hands over all kinds of output in order", async () => {
  await using kernel = await Kernel.start(Deno.cwd());
  const code = `
    console.log("first");
    await Deno.jupyter.display({ "text/plain": "second" }, { raw: true, display_id: "a" });
    console.error("third");
    await Deno.jupyter.display({ "text/plain": "fourth" }, { raw: true, display_id: "a", update: true });
    ["fifth", 5]`;
  assertEquals(await outputs(kernel, code), [
    ["stream", "first\n"],
    ["display_data", "second"],
    ["stream", "third\n"],
    ["update_display_data", "fourth"],
    ["execute_result", '[ "fifth", 5 ]'],
  ]);
});

Deno.test("Kernel.execute keeps what cells declare, and counts cells", async () => {
  await using kernel = await Kernel.start(Deno.cwd());
  assertEquals(await kernel.execute("const a: number = 20;"), { status: "ok", executionCount: 1 });
  await kernel.executeSilently("globalThis.b = 1");
  assertEquals(await outputs(kernel, "const c = await Promise.resolve(a + 1 + b); c"), [
    ["execute_result", "22"],
  ]);
  assertEquals(await kernel.execute("0"), { status: "ok", executionCount: 3 });
});

Deno.test("Kernel.execute puts the error of a cell after its other output", async () => {
  await using kernel = await Kernel.start(Deno.cwd());
  const code = `for (let i = 0; i < 3; i++) console.log(i); throw new RangeError("too far");`;
  assertEquals(await outputs(kernel, code), [
    ["stream", "0\n"],
    ["stream", "1\n"],
    ["stream", "2\n"],
    ["error", "too far"],
  ]);
  const reply = await kernel.execute(code);
  assertObjectMatch(reply, {
    status: "error",
    ename: "RangeError",
    evalue: "too far",
    traceback: ["RangeError: too far"],
  });
});

Deno.test("Kernel.start runs cells in the directory, with the environment", async () => {
  await using folder = new TemporaryFolder();
  await Deno.writeTextFile(join(folder.path, "answer.ts"), "export const answer = 42;");
  await using kernel = await Kernel.start(folder.path, { env: { WORD: "hello" } });
  const code = `import { answer } from "./answer.ts"; \`\${answer} \${Deno.env.get("WORD")}\``;
  assertEquals(await outputs(kernel, code), [["execute_result", '"42 hello"']]);
});

Deno.test("Kernel.execute tells that the kernel died", async () => {
  await using kernel = await Kernel.start(Deno.cwd());
  await assertRejects(
    () => kernel.execute("Deno.exit(3)"),
    KernelDiedError,
    "ended with exit code 3",
  );
  await assertRejects(() => kernel.execute("1"), KernelDiedError, "ended with exit code 3");
});

Deno.test("Kernel.execute tells that the kernel died though a process it started lives on", async () => {
  await using kernel = await Kernel.start(Deno.cwd());
  const code = `
    const child = new Deno.Command(Deno.execPath(), {
      args: ["eval", "setTimeout(() => {}, 2000)"],
      stderr: "inherit",
    }).spawn();
    Deno.exit(4);`;
  await assertRejects(() => kernel.execute(code), KernelDiedError, "ended with exit code 4");
});

Deno.test("Kernel.execute refuses a second cell at the same time", async () => {
  await using kernel = await Kernel.start(Deno.cwd());
  const first = kernel.execute("1");
  await assertRejects(() => kernel.execute("2"), TypeError, "one at a time");
  await first;
});

Deno.test("Kernel.interrupt stops a cell that listens, with its state kept", async () => {
  await using kernel = await Kernel.start(Deno.cwd());
  const code = `
    let stopped = false, steps = 0;
    Deno.addSignalListener("SIGINT", () => stopped = true);
    console.log("ready");
    while (!stopped) {
      steps++;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }`;
  const reply = await kernel.execute(code, () => kernel.interrupt());
  assertEquals(reply.status, "ok");
  assertEquals(await outputs(kernel, "[stopped, steps > 0]"), [[
    "execute_result",
    "[ true, true ]",
  ]]);
});

Deno.test("Kernel.interrupt ends a kernel whose cell does not listen", async () => {
  await using kernel = await Kernel.start(Deno.cwd());
  await assertRejects(
    () => kernel.execute("console.log(1); while (true);", () => kernel.interrupt()),
    KernelDiedError,
    "ended by SIGINT",
  );
});

Deno.test("Kernel.shutdown ends the process, also in the middle of a cell", async () => {
  const kernel = await Kernel.start(Deno.cwd());
  const running = kernel.execute("while (true);");
  const rejects = assertRejects(() => running, KernelDiedError);
  await kernel.shutdown();
  await rejects;
  assertEquals(await isRunning(kernel.pid), false);
  await kernel.shutdown();
});

Deno.test("Kernel.start kills the kernel when its signal aborts", async () => {
  const abort = new AbortController();
  const kernel = await Kernel.start(Deno.cwd(), { signal: abort.signal });
  const running = kernel.execute("console.log(1); while (true);", () => abort.abort());
  await assertRejects(() => running, KernelDiedError, "ended by SIGKILL");
  assertEquals(await isRunning(kernel.pid), false);
  await assertRejects(() => Kernel.start(Deno.cwd(), { signal: abort.signal }), DOMException);
});

Deno.test("Kernel.start tries again when another process took a port", async () => {
  using occupied = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  // The first two attempts are told that the occupied port is free.
  const listen = Deno.listen;
  let lies = 2;
  Deno.listen = ((options: Deno.TcpListenOptions) => {
    const listener = listen(options);
    if (lies-- <= 0) return listener;
    listener.close();
    return { addr: occupied.addr, close() {} };
  }) as typeof Deno.listen;
  try {
    await using kernel = await Kernel.start(Deno.cwd());
    assertEquals(await outputs(kernel, "6 * 7"), [["execute_result", "42"]]);
    assert(lies <= 0);
  } finally {
    Deno.listen = listen;
  }
});

Deno.test("Kernel.start gives up when no kernel comes up, and says why", async () => {
  await using folder = new TemporaryFolder();
  await Deno.writeTextFile(join(folder.path, "deno.json"), "{ broken");
  const error = await assertRejects(() => Kernel.start(folder.path), KernelDiedError);
  assertStringIncludes(error.message, "tried 5 times");
  assertStringIncludes(error.message, "Failed deserializing config file");
});
