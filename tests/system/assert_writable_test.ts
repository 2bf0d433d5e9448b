// Whether a file can be written is known before there is anything to write.

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { assertWritable } from "../../lib/system/assert_writable.ts";
import { writeFileAtomic } from "../../lib/system/write_file_atomic.ts";
import { withDirectory } from "./temporary_directory.ts";

Deno.test("assertWritable leaves nothing behind, makes the folder, and touches no file", async () => {
  await withDirectory(async (folder) => {
    const path = join(folder, "new", "record.json");
    await assertWritable(path, { to: "record a training", bytes: 3_000_000 });
    assertEquals(await Array.fromAsync(Deno.readDir(join(folder, "new"))), []);
    await Deno.writeTextFile(path, "old");
    await assertWritable(path, { to: "record a training" });
    assertEquals(await Deno.readTextFile(path), "old");
  });
});

Deno.test("assertWritable and writeFileAtomic refuse what cannot be written, by its name", async () => {
  await withDirectory(async (folder) => {
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "");
    await Deno.mkdir(join(folder, "taken"));
    const cases: [string, new (message: string) => Error, string][] = [
      [join(folder, "taken"), Deno.errors.IsADirectory, "is a folder where a file is needed"],
      [join(file, "x"), Deno.errors.NotADirectory, "leads through something that is no folder"],
    ];
    for (const [path, ErrorType, words] of cases) {
      for (
        const write of [
          () => assertWritable(path, { to: "write a file" }),
          () => writeFileAtomic(path, "x"),
        ]
      ) {
        await assertRejects(write, ErrorType, `Cannot write a file: "${path}" ${words}`);
      }
    }
    assertEquals(
      (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort(),
      ["file", "taken"],
    );
  });
});
