// Records on disk: how they come there and back, and what is never written over.

import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { join } from "@std/path";
import { makeRecord } from "../../lib/records/make_record.ts";
import {
  assertRecordWritable,
  parseRecord,
  readRecord,
  readRecords,
  writeRecord,
} from "../../lib/records/record_files.ts";
import { type Arithmetic, firstArithmetic } from "../../lib/tensor/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { ownDataset, sampleDataset, sampleParts, sampleRun } from "./sample_record.ts";

Deno.test("writeRecord writes what readRecord reads, in the same order each time", async () => {
  await withDirectory(async (directory) => {
    const { record, changed } = await writeRecord(sampleParts(), { directory });
    assert(changed);
    assertEquals(await readRecord("02-softmax", { directory }), record);
    const text = await Deno.readTextFile(join(directory, "02-softmax.json"));
    const keys = [...text.matchAll(/^ {2}"(\w+)"/gm)].map((match) => match[1]);
    assertEquals(
      keys.join(" "),
      "name title reference dataset network parameters settings runs mean std",
    );
    assert(text.endsWith("}\n"));
    assertEquals((await Array.fromAsync(Deno.readDir(directory))).length, 1);
  });
});

Deno.test("writeRecord leaves the file alone if only times differ", async () => {
  await withDirectory(async (directory) => {
    const parts = sampleParts({ runs: [sampleRun(1, 0.5)] });
    await writeRecord(parts, { directory });
    const slower = { ...parts, runs: [{ ...parts.runs[0], seconds: 99 }], machine: "another" };
    assertEquals((await writeRecord(slower, { directory })).changed, false);
    assertEquals((await readRecord("02-softmax", { directory })).runs[0].seconds, 21);
    const other = { ...slower, runs: [{ ...slower.runs[0], testLoss: 0.3 }] };
    assertEquals((await writeRecord(other, { directory })).changed, true);
    assertEquals((await readRecord("02-softmax", { directory })).runs[0].seconds, 99);
  });
});

Deno.test("writeRecord replaces a file that is not JSON", async () => {
  await withDirectory(async (directory) => {
    await Deno.writeTextFile(join(directory, "02-softmax.json"), "half a rec");
    assert((await writeRecord(sampleParts(), { directory })).changed);
  });
});

/** Runs without a figure on the first test images. */
function runsWithoutFirst(...accuracies: number[]) {
  return accuracies.map((accuracy, i) => {
    const { firstTestAccuracy: _, ...run } = sampleRun(i + 1, accuracy);
    return run;
  });
}

Deno.test("writeRecord never writes what learned from the reader's own images", async () => {
  await withDirectory(async (directory) => {
    const own = sampleParts({ dataset: ownDataset, runs: runsWithoutFirst(0.5) });
    const notice =
      "Shown here, not recorded: this learned from 200 images of data/mnist, tested on " +
      "20, and records are of published datasets.";
    // Neither where there is no record yet, nor over one.
    for (const _ of [1, 2]) {
      assertEquals(await writeRecord(own, { directory }), {
        record: makeRecord(own),
        changed: false,
        notice,
      });
      await writeRecord(sampleParts(), { directory });
      assertEquals(await readRecord("02-softmax", { directory }), makeRecord(sampleParts()));
    }
  });
});

Deno.test("writeRecord keeps a record that learned from more images, and says how to replace it", async () => {
  await withDirectory(async (directory) => {
    await writeRecord(sampleParts(), { directory });
    const fewer = sampleParts({
      dataset: { ...sampleDataset, trainImages: 1000 },
      runs: [sampleRun(1, 0.8)],
    });
    const { changed, notice } = await writeRecord(fewer, { directory });
    assertEquals(changed, false);
    assertEquals(
      notice,
      "Shown here, not recorded: this learned from 1,000 images of MNIST, tested on 10,000, the " +
        "record 02-softmax from 60,000 images of MNIST, tested on 10,000. Remove its file to replace it.",
    );
    assertEquals((await readRecord("02-softmax", { directory })).dataset, sampleDataset);
    await Deno.remove(join(directory, "02-softmax.json"));
    assert((await writeRecord(fewer, { directory })).changed);
  });
});

const fast: Arithmetic = { kind: "fast", version: 1 };

Deno.test("writeRecord says in a record what it was computed in, unless that is the first there was", async () => {
  await withDirectory(async (directory) => {
    for (const arithmetic of [fast, { kind: "portable", version: 2 }] as const) {
      const { record } = await writeRecord(sampleParts({ arithmetic }), { directory });
      assertEquals(record.arithmetic, arithmetic);
      assertEquals(await readRecord("02-softmax", { directory }), record);
    }
    const { record } = await writeRecord(sampleParts({ arithmetic: firstArithmetic }), {
      directory,
    });
    assertEquals("arithmetic" in record, false);
    assertEquals(await readRecord("02-softmax", { directory }), record);
  });
});

Deno.test("writeRecord keeps what every machine repeats where this machine's bits are its own", async () => {
  await withDirectory(async (directory) => {
    const { record } = await writeRecord(sampleParts(), { directory });
    const own = sampleParts({ arithmetic: fast, runs: [sampleRun(1, 0.99)] });
    const { changed, notice } = await writeRecord(own, { directory });
    assertEquals(changed, false);
    assertEquals(
      notice,
      "Shown here, not recorded: these weights are of fast rounding, version 1, those of the record " +
        "02-softmax of the bits of every machine, version 1. Remove its file to replace it.",
    );
    assertEquals(await readRecord("02-softmax", { directory }), record);
    await Deno.remove(join(directory, "02-softmax.json"));
    assert((await writeRecord(own, { directory })).changed);
    // Its like replaces it, and so does what every machine repeats.
    const again = { ...own, runs: [sampleRun(1, 0.98)] };
    assert((await writeRecord(again, { directory })).changed);
    assert((await writeRecord(sampleParts(), { directory })).changed);
  });
});

Deno.test("writeRecord takes no name that is that of a record of another kind", async () => {
  await withDirectory(async (directory) => {
    for (const name of ["sweep", "bits", "race", "race-search", "exam"]) {
      const path = join(directory, `${name}.json`);
      await Deno.writeTextFile(path, "{}");
      const refused = [
        () => writeRecord({ ...sampleParts(), name }, { directory }),
        () => assertRecordWritable(name, { directory }),
      ];
      for (const write of refused) await assertRejects(write, TypeError, "choose another name");
      assertEquals(await Deno.readTextFile(path), "{}");
    }
  });
});

Deno.test("writeRecord records seeds of less than 0", async () => {
  await withDirectory(async (directory) => {
    const runs = [{ ...sampleRun(1, 0.98), seed: -1 }];
    await writeRecord({ ...sampleParts(), runs }, { directory });
    assertEquals((await readRecord("02-softmax", { directory })).runs[0].seed, -1);
  });
});

Deno.test("assertRecordWritable names the record that could not be written", async () => {
  await withDirectory(async (directory) => {
    await assertRecordWritable("02-softmax", { directory });
    assertEquals(await readRecords({ directory }), []);
    await Deno.mkdir(join(directory, "02-softmax.json"));
    await assertRejects(
      () => assertRecordWritable("02-softmax", { directory }),
      Deno.errors.IsADirectory,
      `Cannot record a training: "${join(directory, "02-softmax.json")}" is a folder`,
    );
  });
});

Deno.test("parseRecord reads what was written, and refuses all else with an error of its own", () => {
  const record = makeRecord(sampleParts());
  const text = JSON.stringify(record);
  assertEquals(parseRecord(text, { to: "read" }), record);
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  const piece = fc.constantFrom("{", "}", "[", "]", '"', ",", "null", "1e999", "-1", "\\", deep);
  const position = fc.nat(text.length);
  fc.assert(fc.property(position, fc.nat(20), piece, (start, length, inserted) => {
    const damaged = text.slice(0, start) + inserted + text.slice(start + length);
    try {
      assertEquals(parseRecord(damaged, { to: "read" }).runs.length > 0, true);
    } catch (error) {
      assert(error instanceof SyntaxError || error instanceof TypeError, String(error));
      assertStringIncludes((error as Error).message, "Cannot read: ");
    }
  }));
  const settings = JSON.stringify(record.settings);
  assertThrows(
    () => parseRecord(text.replace(settings, deep), { to: "read" }),
    TypeError,
    "but must be a value of at most 50 levels",
  );
  for (const field of Object.keys(record)) {
    const damaged = text.replace(`"${field}":`, `"${field}":${deep},"x":`);
    assertThrows(() => parseRecord(damaged, { to: "read" }), TypeError, "Cannot read: ");
  }
});

Deno.test("readRecord says what is wrong with a file", async () => {
  await withDirectory(async (directory) => {
    await writeRecord(sampleParts(), { directory });
    await assertRejects(
      () => readRecord("03-decay", { directory }),
      Deno.errors.NotFound,
      "found 02-softmax; run the notebook",
    );
    const text = await Deno.readTextFile(join(directory, "02-softmax.json"));
    const wrong: [string, new (message: string) => Error, string][] = [
      [text.slice(0, 100), SyntaxError, "03-decay.json: "],
      ["5", TypeError, "the record is 5 but must be an object"],
      [text, TypeError, 'its name is "02-softmax" but must be that of the file'],
      [
        text.replace(/"mean": [\d.]+/, '"mean": 0.9'),
        TypeError,
        "mean is 0.9 but that of the runs'",
      ],
    ];
    for (const [content, kind, message] of wrong) {
      await Deno.writeTextFile(join(directory, "03-decay.json"), content);
      await assertRejects(() => readRecord("03-decay", { directory }), kind, message);
    }
  });
});

Deno.test("readRecords reads all in the order of their names, or none", async () => {
  await withDirectory(async (directory) => {
    assertEquals(await readRecords({ directory: join(directory, "nowhere") }), []);
    for (const name of ["10-deep", "02-softmax"]) {
      await writeRecord(sampleParts({ name }), { directory });
    }
    const names = (await readRecords({ directory })).map((record) => record.name);
    assertEquals(names, ["02-softmax", "10-deep"]);
  });
});
