// The record of the same bits: there and back, and what is refused.

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { type BitsRecord, readBits, writeBits } from "../../lib/records/bits_record.ts";
import { readRecords } from "../../lib/records/record_files.ts";
import { withDirectory } from "../system/temporary_directory.ts";

const sample: BitsRecord = {
  version: 1,
  processor: "a processor",
  machines: [{
    name: "This processor, 1 thread",
    engine: "Deno 2.9.6",
    rounding: "fused",
    threads: 1,
    trainings: [{ name: "one by one", sha256: "a".repeat(64), seconds: 0.5 }],
  }],
  speed: [{ name: "matrix product", fused: 0.01, exact: 0.08 }],
  bytes: { fused: 1, exact: 2, fast: 3 },
};

Deno.test("writeBits writes what readBits reads, and no record of a training", async () => {
  await withDirectory(async (directory) => {
    assertEquals(await writeBits(sample, { directory }), join(directory, "bits.json"));
    assertEquals(await readBits({ directory }), sample);
    assertEquals(await readRecords({ directory }), []);
  });
});

Deno.test("readBits says that there is no record, that it is not JSON, and which field is wrong", async () => {
  await withDirectory(async (directory) => {
    const path = join(directory, "bits.json");
    await assertRejects(
      () => readBits({ directory }),
      Deno.errors.NotFound,
      `Cannot read the record ${path}: there is no such file; make it with "deno task test:bits --write"`,
    );
    const [machine] = sample.machines;
    const wrong: [content: string, kind: new (message: string) => Error, message: string][] = [
      ["{", SyntaxError, path],
      ["3", TypeError, "the record is 3 but must be an object"],
      [
        JSON.stringify({ ...sample, machines: [{ ...machine, rounding: "round" }] }),
        TypeError,
        'machines[0].rounding is "round" but must be fused, exact or fast',
      ],
      [JSON.stringify({ ...sample, version: 0 }), TypeError, "version is 0"],
      [JSON.stringify({ ...sample, more: 1 }), TypeError, "more"],
    ];
    for (const [content, kind, message] of wrong) {
      await Deno.writeTextFile(path, content);
      await assertRejects(() => readBits({ directory }), kind, message);
    }
  });
});

Deno.test("writeBits refuses what readBits would, and leaves the file as it was", async () => {
  await withDirectory(async (directory) => {
    await writeBits(sample, { directory });
    const wrong = { ...sample, speed: [{ name: "", fused: -1, exact: 1 }] };
    await assertRejects(() => writeBits(wrong, { directory }), TypeError, "speed[0]");
    assertEquals(await readBits({ directory }), sample);
  });
});
