// The bits of the five small trainings, here: on all machines they are looked at by `deno task test:bits`.

import { assertEquals, assertNotEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { readBits } from "../../lib/records/bits_record.ts";
import { denoProgram } from "../../lib/system/run_deno.ts";

const program = fromFileUrl(new URL("./train.ts", import.meta.url));

/** What the trainings end in, in a process with these variables. */
async function train(
  env: Record<string, string>,
): Promise<{ name?: string; sha256?: string; rounding?: string }[]> {
  const command = new Deno.Command(denoProgram(), {
    args: ["run", "--allow-read", "--allow-env", "--no-check", program],
    env: { NO_COLOR: "1", BACKEND: "wasm", ...env },
    stderr: "inherit",
  });
  const { stdout } = await command.output();
  return new TextDecoder().decode(stdout).trim().split("\n").map((line) => {
    const { name, sha256, rounding } = JSON.parse(line);
    return name === undefined ? { rounding } : { name, sha256 };
  });
}

Deno.test("small trainings end in the bits of the record with any number of threads, and by arithmetic alone", async () => {
  const [{ rounding }, ...trained] = await train({ THREADS: "1" });
  assertEquals(trained.length, 5);
  // Whoever means to change the bits raises ARITHMETIC_VERSION, and writes this record and all others anew.
  const [{ trainings }] = (await readBits()).machines;
  assertEquals(
    trained,
    trainings.slice(0, 5).map(({ name, sha256 }) => ({ name, sha256 })),
    "the bits of small trainings are not those of data/records/bits.json",
  );
  assertEquals(await train({ THREADS: "3" }), [{ rounding }, ...trained]);
  assertEquals(await train({ ROUNDING: "exact" }), [{ rounding: "exact" }, ...trained]);
});

Deno.test("fast rounding changes the bits of every training", async () => {
  const [, ...exact] = await train({ ROUNDING: "exact" });
  const [{ rounding }, ...fast] = await train({ ROUNDING: "fast" });
  assertEquals(rounding, "fast");
  for (const [i, { sha256 }] of fast.entries()) assertNotEquals(sha256, exact[i].sha256);
});
