import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { join } from "@std/path";
import { parseJson, readJson } from "../../lib/system/read_json.ts";

const options = { to: "read the settings", missing: 'write them with "settings"' };

Deno.test("readJson gives the value of a file", async () => {
  const directory = await Deno.makeTempDir();
  const path = join(directory, "settings.json");
  await Deno.writeTextFile(path, '{ "rate": [0.1, null] }');
  assertEquals(await readJson(path, options), { rate: [0.1, null] });
  await Deno.remove(directory, { recursive: true });
});

Deno.test("readJson says what to do about a file that is not there, asking only then", async () => {
  const directory = await Deno.makeTempDir();
  const path = join(directory, "settings.json");
  await assertRejects(
    () => readJson(path, options),
    Deno.errors.NotFound,
    'Cannot read the settings: there is no such file; write them with "settings"',
  );
  await assertRejects(
    () => readJson(path, { ...options, missing: () => Promise.resolve("look in the attic") }),
    Deno.errors.NotFound,
    "there is no such file; look in the attic",
  );
  await Deno.writeTextFile(path, "1");
  const missing = () => Promise.reject(new Error("asked"));
  assertEquals(await readJson(path, { ...options, missing }), 1);
  await Deno.remove(directory, { recursive: true });
});

Deno.test("readJson names a folder in the place of the file", async () => {
  const directory = await Deno.makeTempDir();
  await assertRejects(
    () => readJson(directory, options),
    Deno.errors.IsADirectory,
    `Cannot read the settings: "${directory}" is a folder where a file is needed`,
  );
  await Deno.remove(directory);
});

Deno.test("parseJson says what it was reading when the text is no JSON", () => {
  assertThrows(() => parseJson("<html>", options), SyntaxError, "Cannot read the settings: ");
});
