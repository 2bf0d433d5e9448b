// The records room from the command line.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { writeRecord } from "../../lib/records/record_files.ts";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { sampleParts, sampleRun } from "./sample_record.ts";

const program = fromFileUrl(new URL("../../lib/records/main.ts", import.meta.url));

/** Runs the program with no more than it needs for this. */
async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await new Deno.Command(denoProgram(), {
    args: ["run", "--no-prompt", "--allow-read", program, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

Deno.test("records has help, and refuses what it does not know by its name", async () => {
  const { code, stdout } = await run("--help");
  assertEquals(code, 0);
  assertStringIncludes(stdout, "compare BEFORE [AFTER]");
  const refused: [string[], string][] = [
    [[], "Cannot run the command without a name: known are readme, compare"],
    [["raedme"], "Cannot run the command raedme: known are readme, compare; did you mean readme?"],
    [["readme", "x"], "Cannot readme: found 1 directories but it takes none"],
    [["compare"], "Cannot compare: found 0 directories but it takes one or two"],
    [["compare", "--al"], "--al"],
  ];
  for (const [args, message] of refused) {
    const { code, stderr } = await run(...args);
    assertEquals(code, 2);
    assertStringIncludes(stderr, message);
    assertStringIncludes(stderr, "Usage: ");
  }
});

Deno.test("records compare ends with 0 for repeated trainings and with 1 for others", async () => {
  await withDirectory(async (root) => {
    const [before, after] = [join(root, "before"), join(root, "after")];
    const [first, second] = [sampleRun(1, 0.5), sampleRun(2, 0.5)];
    await writeRecord(sampleParts({ runs: [first, second] }), { directory: before });
    const other = { ...second, weightsSha256: "f".repeat(64) };
    await writeRecord(sampleParts({ runs: [first, other] }), { directory: after });
    assertEquals(await run("compare", before, before), {
      code: 0,
      stdout: "02-softmax: same weights for all 2 seeds\n",
      stderr: "",
    });
    const { code, stdout } = await run("compare", before, after);
    assertEquals(code, 1);
    assertStringIncludes(stdout, "same weights for 1 of 2 seeds, seed 2 differs\n  the same data");
  });
});
