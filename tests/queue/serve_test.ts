// The program of a queue: it starts a server, says how to use it, and shows what goes on.

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parseAddress, queueRunner } from "../../lib/queue/mod.ts";
import { serverConfig } from "../../lib/queue/server.ts";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { sweep } from "../../lib/train/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { Machine, root } from "./machine_process.ts";
import { freePort, hasServer, images, recipe } from "./testbed.ts";

/** Runs the program, as another one would if that is told. */
function serve(args: readonly string[], { program = denoProgram(), before = [] as string[] } = {}) {
  const child = new Deno.Command(program, {
    args: [...before, "run", "-A", "--quiet", "lib/queue/serve.ts", ...args],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  const decoder = new TextDecoder();
  let said = "";
  return {
    child,
    async says(pattern: RegExp): Promise<RegExpExecArray> {
      while (true) {
        const found = pattern.exec(said);
        if (found) return found;
        const { done, value } = await reader.read();
        if (done) throw new Error(`It ended after saying: ${said}`);
        said += decoder.decode(value, { stream: true });
      }
    },
    async rest(): Promise<{ code: number; stdout: string; stderr: string }> {
      while (true) {
        const { done, value } = await reader.read();
        if (done) break;
        said += decoder.decode(value, { stream: true });
      }
      const stderr = await new Response(child.stderr).text();
      return { code: (await child.status).code, stdout: said, stderr };
    },
  };
}

Deno.test({
  name: hasServer
    ? "deno task queue starts a server, says how to use it, and shows machines and trainings"
    : "deno task queue starts a server (no nats-server is installed)",
  ignore: !hasServer,
  async fn() {
    await withDirectory(async (directory) => {
      const port = freePort();
      const program = serve([`--port=${port}`, `--directory=${directory}`]);
      const [, asMachine] = await program.says(/deno task work --queue=(\S+)/);
      const [, asNotebook] = await program.says(/deno task notebooks --queue=(\S+)/);
      assertMatch(asMachine, new RegExp(`^nats://machine:[0-9a-f]{32}@127\\.0\\.0\\.1:${port}$`));
      const machine = await Machine.start(asMachine, ["--name=m", "--slots=2"]);
      const wild = { ...recipe, learningRate: 1e38 };
      const runner = queueRunner(parseAddress(asNotebook));
      await sweep([recipe, wild], { ...images(), seeds: [1], runner });
      await program.says(/0 waiting, 0 running, 1 done \(1 in the last minute\), 1 failed/);
      await program.says(/^m +0 of 2 +1 +1 +\S+/m);
      await program.says(/failed: Training diverged in epoch 1/);
      await machine.kill();
      program.child.kill("SIGINT");
      assertEquals((await program.rest()).stderr, "");
      // Whoever starts it again has the same passwords, which nobody else can read.
      const { mode } = await Deno.stat(`${directory}/secrets.json`);
      if (Deno.build.os !== "windows") assertEquals(mode! & 0o777, 0o600);
      const again = serve([`--port=${port}`, `--directory=${directory}`]);
      assertEquals((await again.says(/deno task work --queue=(\S+)/))[1], asMachine);
      await again.says(/0 waiting, 0 running, 1 done \(0 in the last minute\), 1 failed/);
      again.child.kill("SIGINT");
      assertEquals((await again.rest()).stdout.includes("(1 in the last minute)"), false);
    });
  },
});

Deno.test({
  name: "deno task queue says how to get a server where none is installed",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withDirectory(async (directory) => {
      const before = ["-c", `PATH='${directory}' exec "$0" "$@"`, Deno.execPath()];
      const program = serve([`--directory=${directory}`], { program: "sh", before });
      const { code, stderr } = await program.rest();
      assertEquals(code, 1);
      assertStringIncludes(stderr, "nats-server is not installed; install it with apt-get install");
    }),
});

Deno.test("deno task queue refuses ports and certificates that make no sense", async () => {
  for (
    const [arg, says] of [["--port=0", 'port "0"'], ["--cert=a.pem", "--cert and --key belong"]]
  ) {
    const { code, stderr } = await serve([arg]).rest();
    assertEquals(code, 2);
    assertStringIncludes(stderr, says);
  }
});

Deno.test("serverConfig quotes what it is given", () => {
  const text = serverConfig({
    host: "127.0.0.1",
    port: 4222,
    directory: '/a "b"',
    secrets: { notebook: "n", machine: "m" },
  });
  assert(text.includes(`store_dir: "/a \\"b\\"/store"`), text);
});
