// Tests of commands of this Deno: what they print, and how they are ended.

import { assertEquals, assertRejects } from "@std/assert";
import { runDeno } from "../../lib/system/run_deno.ts";

Deno.test("runDeno hands over what a command reads and prints", async () => {
  const { success, stdout } = await runDeno(["fmt", "--ext", "ts", "-"], ".", {
    stdin: "const  a=1",
  });
  assertEquals([success, stdout], [true, "const a = 1;\n"]);
  const failed = await runDeno(["eval", "console.error('no'); Deno.exit(3)"], ".");
  assertEquals(failed, { success: false, stdout: "", stderr: "no\n" });
});

Deno.test("runDeno ends the command when its signal aborts, before or after it started", async () => {
  const forever = ["eval", "setInterval(() => {}, 1000)"];
  for (const signal of [AbortSignal.abort(), AbortSignal.timeout(100)]) {
    const error = await assertRejects(() => runDeno(forever, ".", { signal }));
    assertEquals(error, signal.reason);
  }
});

Deno.test({
  name: "runDeno does not take for a result what a command printed before it was killed",
  ignore: Deno.build.os === "windows",
  async fn() {
    const command = ["eval", "Deno.kill(Deno.pid, 'SIGKILL')"];
    await assertRejects(() => runDeno(command, "."), Error, "deno eval was ended by SIGKILL");
  },
});
