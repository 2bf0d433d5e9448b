// Tests of lib/pad/main.ts, the command line of the drawing pad

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { denoProgram } from "../../lib/system/run_deno.ts";

const main = new URL("../../lib/pad/main.ts", import.meta.url).href;

function command(...args: readonly string[]): Deno.Command {
  return new Deno.Command(denoProgram(), {
    args: ["run", "-A", main, ...args],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

async function run(...args: readonly string[]) {
  const { code, stdout, stderr } = await command(...args).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

Deno.test("draw explains itself, and refuses what it does not know", async () => {
  const help = await run("--help");
  assertEquals([help.code, help.stderr], [0, ""]);
  assertMatch(help.stdout, /^Usage: deno task draw /);
  const typo = await run("--prot", "9001");
  assertEquals([typo.code, typo.stdout], [2, ""]);
  assertMatch(
    typo.stderr,
    /^Cannot understand the option --prot: known are .*did you mean --port\?/,
  );
  for (const port of ["65536", "http", "", "-1"]) {
    const { code, stderr } = await run(`--port=${port}`);
    assertEquals(code, 2, port);
    assertStringIncludes(stderr, `Cannot serve at port "${port}": it must be an integer from 0`);
  }
});

Deno.test("draw says which models there are, and that a port is taken", async () => {
  const unknown = await run("--port=0", "three-layer");
  assertEquals([unknown.code, unknown.stdout], [1, ""]);
  assertStringIncludes(unknown.stderr, "did you mean three-layers?");
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const taken = await run(`--port=${listener.addr.port}`, "three-layers");
  assertEquals([taken.code, taken.stdout], [1, ""]);
  assertEquals(
    taken.stderr,
    `Cannot serve at port ${listener.addr.port}: it is in use; choose another with --port\n`,
  );
});

Deno.test("draw serves until it is ended, and says where", async () => {
  await using child = command("--port=0", "three-layers").spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await reader.read();
  const [, address] = /^Draw a digit at (http:\/\/localhost:\d+\/)\n$/.exec(value!)!;
  const answer = await fetch(address);
  assertEquals(answer.status, 200);
  assertStringIncludes(await answer.text(), '<div class="digit-pad"');
  child.kill();
  await Promise.all([reader.cancel(), child.stderr.cancel()]);
});
