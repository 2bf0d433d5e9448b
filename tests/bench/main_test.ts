// The command line of the benchmark, as far as it measures nothing.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { denoProgram } from "../../lib/system/run_deno.ts";

const main = fromFileUrl(new URL("../../lib/bench/main.ts", import.meta.url));

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await new Deno.Command(denoProgram(), {
    args: ["run", "-A", "--frozen", "--no-check", main, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

Deno.test("deno task bench tells how it is used", async () => {
  const { code, stdout } = await run("--help");
  assertEquals(code, 0);
  assertStringIncludes(stdout, "Usage: deno task bench");
  assertStringIncludes(stdout, "deno task bench --race [--python=PYTHON]...");
});

Deno.test("deno task bench refuses what it does not know, before it measures anything", async () => {
  const wrong: [string[], number, string][] = [
    [["--rounds=0"], 2, 'Cannot train for "0" rounds'],
    [["--round=3"], 2, "did you mean --rounds?"],
    [["--search"], 2, "--search is for a race: add --race"],
    [["--again"], 2, "--again is for a race: add --race"],
    [["--race", "--rounds=3"], 2, "--rounds is not for a race"],
    [["fast"], 2, "Cannot understand the argument fast"],
    [[`--output=${main}`], 1, "Cannot record the benchmark"],
    [["--race", `--output=${main}`], 1, "Cannot record the race"],
    [["--race", "--search", `--output=${main}`], 1, "Cannot record the search"],
  ];
  for (const [args, code, message] of wrong) {
    const found = await run(...args);
    assertEquals(found.code, code, args.join());
    assertStringIncludes(found.stderr, message);
  }
});
