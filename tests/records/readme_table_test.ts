// The README's results are those of the records.

import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { join } from "@std/path";
import { makeRecord } from "../../lib/records/make_record.ts";
import {
  outdatedResults,
  resultsTable,
  withResults,
  writeResults,
} from "../../lib/records/readme_table.ts";
import { writeRecord } from "../../lib/records/record_files.ts";
import { sampleGenerations, sampleParts, sampleRun } from "./sample_record.ts";

Deno.test("README.md and its picture say what data/records says", async () => {
  const paths = [...(await outdatedResults()).keys()];
  assertEquals(paths, [], "run: deno run -A lib/records/main.ts readme");
});

Deno.test("resultsTable has a row for each record", () => {
  const lines = resultsTable(sampleGenerations().map(makeRecord)).trimEnd().split("\n");
  assertEquals(lines.length, 6);
  assertEquals(
    lines[3],
    "| [2 Softmax and cross-entropy](notebooks/02-softmax.ipynb) | 784-100-10 | " +
      "97.9 % | first 1,000 test images | 97.86 % ± 0.07 | 97.87 % ± 0.07 | 5 | 23 s |",
  );
  assertStringIncludes(lines[5], "| – (only wished for) | – | – | 99.43 % | 1 | 21 s |");
});

Deno.test("withResults replaces what is between the marks and nothing else", () => {
  const readme = "# Title\n\n<!-- results:start -->\nold\n<!-- results:end -->\n\nThe rest.\n";
  const empty = withResults(readme, [], { picture: "p.svg" });
  assertEquals(
    empty,
    "# Title\n\n<!-- results:start -->\n<!-- results:end -->\n\nThe rest.\n",
  );
  const filled = withResults(empty, sampleGenerations().map(makeRecord), { picture: "p.svg" });
  assertStringIncludes(
    filled,
    "](p.svg)\n\n<!-- deno-fmt-ignore-end -->\n\n<!-- results:end -->\n\nThe rest.\n",
  );
  assertEquals(withResults(filled, [], { picture: "p.svg" }), empty);
  for (const wrong of ["# Title", "<!-- results:end --> <!-- results:start -->"]) {
    assertThrows(() => withResults(wrong, [], { picture: "p.svg" }), SyntaxError, "put both where");
  }
});

Deno.test("writeResults changes what is outdated, once", async () => {
  const root = await Deno.makeTempDir();
  try {
    const readme = join(root, "README.md");
    const directory = join(root, "data");
    await Deno.writeTextFile(readme, "<!-- results:start -->\n<!-- results:end -->\n");
    for (const parts of sampleGenerations()) await writeRecord(parts, { directory });
    assertEquals(await writeResults({ readme, directory }), [
      readme,
      join(directory, "accuracy.svg"),
    ]);
    assertStringIncludes(await Deno.readTextFile(readme), "](data/accuracy.svg)");
    assertEquals(await writeResults({ readme, directory }), []);
    await writeRecord(sampleParts({ runs: [sampleRun(1, 0.5)] }), { directory });
    assertEquals((await outdatedResults({ readme, directory })).size, 2);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
