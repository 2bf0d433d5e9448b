// Many runs in a row: no output may be lost or stored with another cell. RUNS=60 makes them many more.

import { assertEquals } from "@std/assert";
import { codeCells } from "../../lib/jupyter/notebook.ts";
import { readNotebook } from "../../lib/jupyter/notebook_file.ts";
import { runNotebook } from "../../lib/jupyter/run_notebook.ts";
import { TemporaryFolder } from "./temporary_notebook.ts";

const runs = Number(Deno.env.get("RUNS") ?? 5);

/** Cells that put out much and fast, and what each must have stored: its streams joined, its displays. */
const cells: { code: string; streams: string; displays: string[] }[] = [
  {
    code: `for (let i = 0; i < 2000; i++) console.log("a" + i);`,
    streams: lines("a", 2000),
    displays: [],
  },
  {
    code: `for (let i = 0; i < 300; i++) {
  const content = { data: { "text/plain": "b" + i }, metadata: {}, transient: {} };
  Deno.jupyter.broadcast("display_data", content);
}`,
    streams: "",
    displays: range(300).map((i) => `b${i}`),
  },
  {
    // Nothing to wait for at the end: much of this is still under way when the kernel says it is done.
    code:
      `const content = { data: { "text/plain": "c".repeat(200_000) }, metadata: {}, transient: {} };
Deno.jupyter.broadcast("display_data", content);
console.log("c0");`,
    streams: "c0\n",
    displays: ["c".repeat(200_000)],
  },
  { code: `console.log("d0");`, streams: "d0\n", displays: [] },
  {
    code: `for (let i = 0; i < 20; i++) {
  console.log("e" + i);
  await new Promise((resolve) => setTimeout(resolve, i % 3));
  console.error("E" + i);
}
"last";`,
    streams: range(20).map((i) => `e${i}\nE${i}\n`).join(""),
    displays: [`"last"`],
  },
  {
    code: `await Promise.all([3, 1, 2].map(async (ms) => {
  await new Promise((resolve) => setTimeout(resolve, ms * 15));
  console.log("f" + ms);
}));`,
    streams: "f1\nf2\nf3\n",
    displays: ["[ undefined, undefined, undefined ]"],
  },
  {
    code: `for (let i = 0; i < 500; i++) {
  const options = { raw: true, display_id: "live", update: i > 0 };
  await Deno.jupyter.display({ "text/plain": "g" + i }, options);
}`,
    streams: "",
    displays: ["g499"],
  },
  { code: `"h";`, streams: "", displays: [`"h"`] },
];

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function lines(prefix: string, count: number): string {
  return range(count).map((i) => `${prefix}${i}\n`).join("");
}

Deno.test(`${runs} runs in a row lose or misplace no output`, async () => {
  await using folder = new TemporaryFolder();
  const path = await folder.write("stress", cells.map(({ code }) => code));
  for (let run = 1; run <= runs; run++) {
    await runNotebook(path);
    for (const [i, { outputs }] of codeCells(await readNotebook(path)).entries()) {
      const streams = outputs.map((output) => output.output_type === "stream" ? output.text : "");
      const displays = outputs.flatMap((output) =>
        "data" in output ? [output.data["text/plain"]] : []
      );
      const { code: _, ...wanted } = cells[i];
      assertEquals({ streams: streams.join(""), displays }, wanted, `run ${run}, cell ${i + 1}`);
    }
  }
});
