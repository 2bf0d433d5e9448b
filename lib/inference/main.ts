// The command line of inference: reads the digits in picture files.

import { explain, resolveArgument, runCommand, UsageError } from "../system/command_line.ts";
import { environmentOptions, setEnvironment } from "../system/environment_options.ts";
import { loadModel } from "./models.ts";
import { predict } from "./predict.ts";

const USAGE = `Usage: deno task predict [OPTION...] FILE...

Reads the handwritten digits in PNG and JPEG pictures.

  --model=NAME         The network that reads, one of data/models/ (cnn)
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
    options: { model: { type: "string" }, ...environmentOptions },
    async run({ values, positionals: files }) {
      if (files.length === 0) throw new UsageError("Cannot read digits: no picture is named");
      setEnvironment(values);
      return await readAll(files, values.model);
    },
  });
}

async function readAll(files: readonly string[], model = "cnn"): Promise<number> {
  const { network } = await loadModel(model);
  let failed = false;
  for (const file of files) {
    try {
      const reading = await predict(resolveArgument(file), { model: network });
      console.log(`${file}: ${reading.text}\n\n${reading}\n`);
    } catch (error) {
      failed = true;
      const explained = explain(error);
      console.error(...typeof explained === "string" ? [`${file}: ${explained}`] : [explained]);
    }
  }
  return failed ? 1 : 0;
}
