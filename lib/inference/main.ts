// The command line of inference: reads the digits in picture files.

import { explain, resolveArgument, runCommand, UsageError } from "../system/command_line.ts";
import { environmentOptions, setEnvironment } from "../system/environment_options.ts";
import { loadModel } from "./models.ts";
import { loadDigitFinder } from "./page_network.ts";
import { predict } from "./predict.ts";
import type { Reading } from "./reading.ts";

const USAGE = `Usage: deno task predict [OPTION...] FILE...

Reads the handwritten digits in PNG, JPEG and WebP pictures: row by row, as they stand there. A "?" follows
what the network is not sure of.

  --json               Prints a line of JSON a picture: rows, and of each digit its box and probabilities
  --model=NAME         Which network of data/models/ says what the digits are; the one that was trained
                       on pages unless told
  --backend=NAME       What computes: wasm, reference or blas (or set BACKEND)
  --threads=COUNT      On how many processors (or set THREADS)
  --rounding=NAME      How products and sums are rounded: fused, exact or fast (or set ROUNDING)
  --blas-library=PATH  The library of the backend blas (or set BLAS_LIBRARY)`;

if (import.meta.main) Deno.exit(await main(Deno.args));

/**
 * Reads all files, and goes on after those that cannot be read.
 *
 * @param args Files and options, as on the command line.
 * @returns The exit code: 0 if all were read, 1 if not, 2 if the arguments make no sense.
 */
export async function main(args: readonly string[]): Promise<number> {
  return await runCommand(args, {
    usage: USAGE,
    options: { model: { type: "string" }, json: { type: "boolean" }, ...environmentOptions },
    async run({ values, positionals: files }) {
      if (files.length === 0) throw new UsageError("Cannot read digits: no picture is named");
      setEnvironment(values);
      return await readAll(files, { name: values.model, json: values.json });
    },
  });
}

async function readAll(
  files: readonly string[],
  { name, json = false }: { name?: string; json?: boolean },
): Promise<number> {
  const model = name === undefined ? undefined : (await loadModel(name)).network;
  const finder = await loadDigitFinder();
  let failed = false;
  for (const file of files) {
    try {
      const reading = await predict(resolveArgument(file), { model, finder });
      console.log(json ? toJson(file, reading) : `${file}: ${inWords(reading)}\n\n${reading}\n`);
    } catch (error) {
      failed = true;
      const explained = explain(error);
      console.error(...typeof explained === "string" ? [`${file}: ${explained}`] : [explained]);
    }
  }
  return failed ? 1 : 0;
}

/** The rows as they stand, one a line; in the first line, where there is only one. */
function inWords({ rows }: Reading): string {
  const lines = rows.map((row) =>
    row.map(({ digit, isSure }) => `${digit}${isSure === false ? "?" : ""}`).join("")
  );
  return lines.length === 1 ? lines[0] : `\n${lines.join("\n")}`;
}

function toJson(file: string, { rows }: Reading): string {
  return JSON.stringify({
    file,
    rows: rows.map((row) =>
      row.map(({ digit, isSure, box, outputs }) => ({ digit, isSure, box, outputs: [...outputs] }))
    ),
  });
}
