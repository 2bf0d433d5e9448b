// Tests of lib/inference/main.ts, the command line that reads pictures

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { makeLink } from "../system/link.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { drawPage } from "./draw_page.ts";

const main = new URL("../../lib/inference/main.ts", import.meta.url).href;

async function run(args: readonly string[], { folder = "." }: { folder?: string } = {}) {
  const { code, stdout, stderr } = await new Deno.Command(denoProgram(), {
    args: ["run", "-A", main, ...args],
    env: { INIT_CWD: folder, NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

Deno.test("predict reads all files that it can, and says so if one could not be read", async () => {
  const { test } = await loadMnist();
  await withDirectory(async (folder) => {
    await Deno.writeFile(`${folder}/page.png`, drawPage(test, { rows: [[0, 1]] }));
    await Deno.writeTextFile(`${folder}/notes.txt`, "no picture");
    const good = await run(["page.png", "--model=three-layers", "--threads=1"], { folder });
    assertEquals([good.code, good.stderr], [0, ""]);
    assertEquals(good.stdout.split("\n")[0], "page.png: 72");
    const args = ["notes.txt", "page.png", "--model=three-layers", "--backend=reference"];
    const mixed = await run(args, { folder });
    assertEquals(mixed.code, 1);
    assertEquals(mixed.stdout.split("\n")[0], "page.png: 72");
    assertMatch(
      mixed.stderr,
      /^notes\.txt: Cannot read picture .*: it is neither PNG, JPEG nor WebP/,
    );
  });
});

Deno.test("predict prints rows as they stand, and with --json boxes and outputs", async () => {
  const { test } = await loadMnist();
  await withDirectory(async (folder) => {
    await Deno.writeFile(`${folder}/page.png`, drawPage(test, { rows: [[0, 1], [2, 3]] }));
    const args = ["page.png", "--model=three-layers"];
    const { stdout } = await run(args, { folder });
    assertEquals(stdout.split("\n").slice(0, 3), ["page.png: ", "72", "10"]);
    const [line] = (await run([...args, "--json"], { folder })).stdout.split("\n");
    const { file, rows } = JSON.parse(line);
    assertEquals(file, "page.png");
    assertEquals(
      rows.map((row: { digit: number }[]) => row.map(({ digit }) => digit)),
      [[7, 2], [1, 0]],
    );
    assertEquals(rows[0][0].outputs.length, 10);
    assertEquals(Object.keys(rows[1][1].box), ["x", "y", "width", "height"]);
  });
});

Deno.test("predict says which models there are", async () => {
  const { code, stdout, stderr } = await run(["page.png", "--model=three-layer"]);
  assertEquals([code, stdout], [1, ""]);
  assertStringIncludes(stderr, "did you mean three-layers?");
});

Deno.test("predict explains itself, and refuses what it does not know", async () => {
  const help = await run(["--help"]);
  assertEquals([help.code, help.stderr], [0, ""]);
  assertMatch(help.stdout, /^Usage: deno task predict /);
  const refused: readonly (readonly [args: readonly string[], message: string])[] = [
    [[], "Cannot read digits: no picture is named"],
    [["--modell", "x.png"], "--modell: known are --model, --json, --backend"],
    [["x.png", "--model", "x", "--model.x=1"], "--model.x"],
    [["x.png", "--model"], "--model"],
  ];
  for (const [args, message] of refused) {
    const { code, stdout, stderr } = await run(args);
    assertEquals([code, stdout], [2, ""], args.join(" "));
    assertStringIncludes(stderr, message);
    assertStringIncludes(stderr, "Usage:");
  }
});

Deno.test("predict names what the system refuses, without a stack", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await withDirectory(async (folder) => {
    await makeLink("loop.png", `${folder}/loop.png`);
    await Deno.mkdir(`${folder}/folder.png`);
    await Deno.writeTextFile(`${folder}/file`, "");
    const long = `${"a".repeat(300)}.png`;
    const files = ["loop.png", "folder.png", "file/x.png", long, "none.png"];
    const { code, stdout, stderr } = await run([...files, "--model=three-layers"], { folder });
    assertEquals([code, stdout], [1, ""]);
    const lines = stderr.trimEnd().split("\n");
    assertEquals(lines.length, files.length);
    for (
      const [i, reason] of [
        "is a link that leads in a circle",
        "is a folder",
        "leads through something that is no folder",
        "has a name too long",
        "is not there",
      ].entries()
    ) {
      assertStringIncludes(lines[i], `${files[i]}: Cannot read picture: "${folder}/${files[i]}" `);
      assertStringIncludes(lines[i], reason);
    }
  });
});
