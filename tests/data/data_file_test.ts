// Reading a file of data.

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { readDataFile } from "../../lib/data/data_file.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { gzip } from "./gzip.ts";

const to = "load it";

Deno.test("readDataFile reads a file and unpacks it, whatever it is called", async () => {
  await withDirectory(async (directory) => {
    const bytes = new Uint8Array([1, 2, 3]);
    for (const content of [bytes, await gzip(bytes)]) {
      const path = join(directory, "data.idx");
      await Deno.writeFile(path, content);
      assertEquals(await readDataFile(path, { to }), { name: "data.idx", bytes });
    }
  });
});

Deno.test("readDataFile refuses what is no file, and what is larger than there is room for", async () => {
  await withDirectory(async (directory) => {
    await assertRejects(
      () => readDataFile(directory, { to }),
      RangeError,
      `Cannot load it: "${directory}" is no file; put the file itself there`,
    );
    const path = join(directory, "large");
    await Deno.writeFile(path, new Uint8Array());
    // A file of holes: it takes no room on the disk.
    await Deno.truncate(path, 2 ** 29 + 1);
    await assertRejects(
      () => readDataFile(path, { to }),
      RangeError,
      `Cannot load it: "${path}" has 536,870,913 bytes but at most 536,870,912 are read`,
    );
    await assertRejects(
      () => readDataFile(join(directory, "nowhere"), { to }),
      Deno.errors.NotFound,
      `Cannot load it: "${join(directory, "nowhere")}" is not there`,
    );
  });
});

Deno.test({
  name: "readDataFile does not wait for a pipe, nor read a device without end",
  ignore: Deno.build.os === "windows",
  async fn() {
    await assertRejects(() => readDataFile("/dev/zero", { to }), RangeError, "is no file");
  },
});

Deno.test("readDataFile unpacks no more than there is room for", async () => {
  await withDirectory(async (directory) => {
    const path = join(directory, "bomb.gz");
    // Members of 64 MiB of zeros, one after another: half a megabyte in all.
    const member = await gzip(new Uint8Array(2 ** 26));
    const bomb = new Uint8Array(9 * member.length);
    for (let i = 0; i < 9; i++) bomb.set(member, i * member.length);
    await Deno.writeFile(path, bomb);
    await assertRejects(
      () => readDataFile(path, { to }),
      RangeError,
      'Cannot unpack "bomb.gz": more than 536,870,912 bytes come out of it',
    );
  });
});
