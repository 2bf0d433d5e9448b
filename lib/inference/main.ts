// The command line of inference: reads the digits in picture files.

import { parseArgs } from "@std/cli/parse-args";
import { resolve } from "@std/path";
import { loadModel } from "./models.ts";
import { predict } from "./predict.ts";

const USAGE = `Usage: deno task predict FILE... [--model NAME]

Reads the handwritten digits in PNG and JPEG pictures.

  --model NAME   The network that reads, one of data/models/ (cnn)`;

if (import.meta.main) Deno.exit(await main(Deno.args));

/**
 * Reads all files, and goes on after those that cannot be read.
 *
 * @param args Files and options, as on the command line.
 * @returns The exit code: 0 if all were read, 1 if not, 2 if the arguments make no sense.
 */
export async function main(args: readonly string[]): Promise<number> {
  const unknown: string[] = [];
  const { _: files, model: name, help } = parseArgs([...args], {
    string: ["model", "_"],
    boolean: ["help"],
    alias: { h: "help" },
    default: { model: "cnn" },
    unknown: (argument: string) => {
      if (argument.startsWith("-")) unknown.push(argument);
    },
  });
  if (help || files.length === 0 || unknown.length > 0) {
    if (unknown.length > 0) console.error(`Unknown option ${unknown.join(", ")}`);
    (help ? console.log : console.error)(USAGE);
    return help ? 0 : 2;
  }
  let failed = false;
  const report = (error: unknown, file?: string) => {
    failed = true;
    if (!isExpected(error)) console.error(error);
    else console.error(file === undefined ? error.message : `${file}: ${error.message}`);
  };
  try {
    const { network } = await loadModel(name);
    // A task starts in the folder of deno.json, and INIT_CWD is where the user was.
    const folder = Deno.env.get("INIT_CWD") ?? Deno.cwd();
    for (const file of files.map(String)) {
      try {
        const reading = await predict(resolve(folder, file), { model: network });
        console.log(`${file}: ${reading.text}\n\n${reading}\n`);
      } catch (error) {
        report(error, file);
      }
    }
  } catch (error) {
    report(error);
  }
  return failed ? 1 : 0;
}

/** Whether an error says all there is to say to the user, without its stack. */
function isExpected(error: unknown): error is Error {
  return error instanceof SyntaxError || error instanceof RangeError ||
    error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied;
}
