// Errors of the system name the file and what to do.

import {
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
} from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { fileError } from "../../lib/system/file_error.ts";
import { runDeno } from "../../lib/system/run_deno.ts";
import { UserError } from "../../lib/system/user_error.ts";
import { makeLink } from "./link.ts";
import { withDirectory } from "./temporary_directory.ts";

/** Where deno.json is, which knows the packages. */
const root = fromFileUrl(new URL("../..", import.meta.url));

const linux = Deno.build.os === "linux";

/** What is thrown, turned into one that names the file. */
async function errorOf(path: string, work: () => Promise<unknown>): Promise<Error> {
  const thrown = await assertRejects(work);
  const error = fileError(thrown, { to: "do it", path });
  assertInstanceOf(error, Error);
  return error as Error;
}

Deno.test("fileError names the file, what is wrong with it and what to do, in the same class", async () => {
  await withDirectory(async (folder) => {
    const at = (...parts: string[]) => join(folder, ...parts);
    await Deno.writeTextFile(at("file"), "");
    const cases: [string, new (message: string) => Error, string][] = [
      [folder, Deno.errors.IsADirectory, "is a folder where a file is needed; move or rename it"],
      [at("nowhere"), Deno.errors.NotFound, "is not there; check its name and the folder"],
      [at("file", "x"), Deno.errors.NotADirectory, "leads through something that is no folder"],
      [at("x".repeat(300)), UserError, "has a name too long for this disk; choose a shorter one"],
    ];
    for (const [path, ErrorType, words] of cases) {
      const error = await errorOf(path, () => Deno.readFile(path));
      assertStrictEquals(error.constructor, ErrorType);
      assertStringIncludes(error.message, `Cannot do it: "${path}" ${words}`);
    }
  });
});

Deno.test("fileError knows links that lead in a circle", async () => {
  await withDirectory(async (folder) => {
    const [a, b] = [join(folder, "a"), join(folder, "b")];
    await makeLink(a, b);
    await makeLink(b, a);
    const error = await errorOf(a, () => Deno.readFile(a));
    assertInstanceOf(error, Deno.errors.FilesystemLoop);
    assertEquals(
      error.message,
      `Cannot do it: "${a}" is a link that leads in a circle; put the file itself there`,
    );
  });
});

Deno.test("fileError says of whom a file is kept, and of a disk that can only be read", () => {
  // Root is refused nothing, so these are made up.
  const thrown = (error: Error, code: string) => Object.assign(error, { code });
  const options = { to: "do it", path: "p" };
  const denied = fileError(thrown(new Deno.errors.PermissionDenied(""), "EACCES"), options);
  assertInstanceOf(denied, Deno.errors.PermissionDenied);
  assertStringIncludes((denied as Error).message, '"p" is not open to this user; change its perm');
  const readOnly = fileError(thrown(new Error(""), "EROFS"), options);
  assertInstanceOf(readOnly, UserError);
  assertStringIncludes((readOnly as Error).message, '"p" is on a disk that can only be read; use');
});

Deno.test("fileError leaves alone what is no error of the system", () => {
  for (const thrown of [new TypeError("x"), "text", undefined]) {
    assertStrictEquals(fileError(thrown, { to: "do it", path: "p" }), thrown);
  }
});

Deno.test({
  name: "a full disk is named, and so is the file",
  // Linux has a device that is always full.
  ignore: !linux,
  async fn() {
    // In a program of its own: it takes all permissions to write to a device.
    const code = `import { fileError } from "${
      import.meta.resolve("../../lib/system/file_error.ts")
    }";
      try {
        Deno.writeTextFileSync("/dev/full", "x");
      } catch (thrown) {
        const error = fileError(thrown, { to: "do it", path: "/dev/full" });
        console.log(error.name, error.message);
      }`;
    assertEquals(
      (await runDeno(["eval", code], root)).stdout,
      'UserError Cannot do it: "/dev/full" has no room left on its disk; free some and do it again\n',
    );
  },
});
