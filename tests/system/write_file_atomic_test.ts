// Files that are there completely or not at all, whoever is killed meanwhile.

import { assertEquals, assertRejects } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { writeFileAtomic } from "../../lib/system/write_file_atomic.ts";
import { withDirectory } from "./temporary_directory.ts";

/** Where deno.json is, which knows the packages. */
const root = fromFileUrl(new URL("../..", import.meta.url));

async function names(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
}

Deno.test("writeFileAtomic replaces a file and leaves nothing beside it", async () => {
  await withDirectory(async (folder) => {
    const path = join(folder, "record.json");
    await writeFileAtomic(path, "old, and longer than the new one");
    await writeFileAtomic(path, new TextEncoder().encode("new"));
    assertEquals(await Deno.readTextFile(path), "new");
    assertEquals(await names(folder), ["record.json"]);
  });
});

Deno.test("writeFileAtomic that cannot finish leaves what was there, and names the file", async () => {
  await withDirectory(async (folder) => {
    const path = join(folder, "taken");
    await Deno.mkdir(path);
    await assertRejects(() => writeFileAtomic(path, "a file is no folder"), Error, `"${path}"`);
    assertEquals(await names(folder), ["taken"]);
    const lost = join(folder, "gone", "file");
    await assertRejects(() => writeFileAtomic(lost, ""), Deno.errors.NotFound, `"${lost}"`);
  });
});

Deno.test("writeFileAtomic by several at once is a file of one of them", async () => {
  await withDirectory(async (folder) => {
    const path = join(folder, "record.json");
    const contents = Array.from({ length: 20 }, (_, i) => `${i}`.repeat(100_000));
    await Promise.all(contents.map((content) => writeFileAtomic(path, content)));
    assertEquals(contents.includes(await Deno.readTextFile(path)), true);
    assertEquals(await names(folder), ["record.json"]);
  });
});

Deno.test({
  name: "writeFileAtomic removes what a killed writer of the same file left, and nothing else",
  ignore: Deno.build.os === "windows",
  async fn() {
    await withDirectory(async (folder) => {
      const path = join(folder, "record.json");
      // Of two writers that have locked their parts, one is killed.
      const [killed, living] = [await startWriter(path), await startWriter(path)];
      const uuid = crypto.randomUUID();
      const kept = [`.other.json.${uuid}.part`, `.record.json.my-notes.part`, "record.json.part"];
      for (const name of [...kept, `.record.json.${uuid}.part`]) {
        await Deno.writeTextFile(join(folder, name), "");
      }
      killed.child.kill("SIGKILL");
      await killed.child.status;
      assertEquals((await names(folder)).length, 6);
      await writeFileAtomic(path, "new");
      assertEquals(await names(folder), [...kept, living.part, "record.json"].sort());
      living.child.kill("SIGKILL");
      await living.child.status;
    });
  },
});

/** A program that hangs while it writes a file, as soon as it has the lock of its part. */
async function startWriter(path: string): Promise<{ child: Deno.ChildProcess; part: string }> {
  const code = `
    import { writeFileAtomic } from "${
    import.meta.resolve("../../lib/system/write_file_atomic.ts")
  }";
    Deno.FsFile.prototype.sync = () => new Promise((resolve) => setTimeout(resolve, 60_000));
    const { open } = Deno;
    Deno.open = (path, options) => {
      if (options.createNew) globalThis.part = path.split("/").pop();
      return open(path, options);
    };
    const { lock } = Deno.FsFile.prototype;
    Deno.FsFile.prototype.lock = async function (exclusive) {
      await lock.call(this, exclusive);
      console.log(part);
    };
    await writeFileAtomic(${JSON.stringify(path)}, "half");`;
  const child = new Deno.Command(denoProgram(), {
    args: ["eval", code],
    cwd: root,
    stdout: "piped",
  })
    .spawn();
  let part = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    part += text;
    if (part.endsWith("\n")) break;
  }
  return { child, part: part.trim() };
}
