// Signals, each sent to a program of its own.

import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { denoProgram } from "../../lib/system/run_deno.ts";

/** Where deno.json is, which knows the packages. */
const root = fromFileUrl(new URL("../..", import.meta.url));

const modules = {
  signals: import.meta.resolve("../../lib/system/signals.ts"),
  commandLine: import.meta.resolve("../../lib/system/command_line.ts"),
};

/** Runs code that prints "ready", then sends the program a signal. */
async function interrupt(code: string, signal: Deno.Signal) {
  const child = new Deno.Command(denoProgram(), {
    args: ["eval", code],
    cwd: root,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const decoder = new TextDecoder();
  let stdout = "";
  for await (const chunk of child.stdout) {
    stdout += decoder.decode(chunk, { stream: true });
    if (stdout === "ready\n") child.kill(signal);
  }
  const [status, stderr] = await Promise.all([child.status, new Response(child.stderr).text()]);
  return { code: status.code, stdout, stderr };
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  Deno.test({
    name: `interruptSignal aborts at ${signal}, and the command ends with exit code 130`,
    ignore: Deno.build.os === "windows",
    async fn() {
      const code = `
        import { interruptSignal } from "${modules.signals}";
        import { runCommand } from "${modules.commandLine}";
        Deno.exit(await runCommand([], {
          usage: "",
          options: {},
          async run() {
            const signal = interruptSignal();
            if (signal !== interruptSignal()) throw new Error("there are two signals");
            const aborted = new Promise((resolve) => signal.addEventListener("abort", resolve));
            console.log("ready");
            await aborted;
            console.log("tidied up");
            throw new Error("what was under way failed");
          },
        }));`;
      assertEquals(await interrupt(code, signal), {
        code: 130,
        stdout: "ready\ntidied up\n",
        stderr: "",
      });
    },
  });
}

Deno.test("wasInterrupted is false where no signal came, or none is listened for", async () => {
  const code = `
    import { interruptSignal, wasInterrupted } from "${modules.signals}";
    const before = await wasInterrupted();
    interruptSignal();
    console.log(before, await wasInterrupted());
    Deno.exit();`;
  const { stdout } = await new Deno.Command(denoProgram(), { args: ["eval", code], cwd: root })
    .output();
  assertEquals(new TextDecoder().decode(stdout), "false false\n");
});
