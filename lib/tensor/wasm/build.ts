// `deno task build`: compiles the kernels, once for each way to round, and what the compiler declares of
// them. The same source gives the same bytes.

import asc from "assemblyscript/asc";
import { fromFileUrl } from "@std/path";
import { runCommand, UserError } from "../../system/command_line.ts";
import { writeFileAtomic } from "../../system/write_file_atomic.ts";
import { kernelFiles, type Rounding, roundings } from "./rounding.ts";

const USAGE = `Usage: deno task build

Compiles lib/tensor/assembly to lib/tensor/wasm/kernels.wasm, kernels_exact.wasm and kernels_fast.wasm,
and writes what they export to kernels.d.ts beside them.`;

const sources = new URL("../assembly/", import.meta.url);

/** The kernels as the compiler makes them. */
export interface CompiledKernels {
  readonly wasm: Uint8Array<ArrayBuffer>;
  /** The declarations of all exports, as TypeScript. */
  readonly declarations: string;
}

/** What to compile. */
export interface BuildOptions {
  /** How products and sums are rounded. */
  readonly rounding: Rounding;
  /** The file whose exports are those of the module: `index.ts` if left out. */
  readonly entry?: string;
  /** What a file of `lib/tensor/assembly` contains, null if it is not there; the files if left out. */
  readonly read?: (name: string) => string | null;
}

/**
 * Compiles the kernels, or another module of their sources.
 *
 * @throws {UserError} If they do not compile: the message is the compiler's.
 */
export async function buildKernels(
  { rounding, entry = "index.ts", read = readSource }: BuildOptions,
): Promise<CompiledKernels> {
  const written = new Map<string, string | Uint8Array<ArrayBuffer>>();
  const args = [entry, "--config", "asconfig.json", "--target", rounding];
  const { error, stderr } = await asc.main(args, {
    readFile: read,
    writeFile(name, content) {
      written.set(name.replace(/^.*\./, ""), content as string | Uint8Array<ArrayBuffer>);
    },
    listFiles: () => [],
  });
  const [wasm, declarations] = [written.get("wasm"), written.get("ts")];
  if (error !== null || !(wasm instanceof Uint8Array) || typeof declarations !== "string") {
    throw new UserError(`Cannot compile the kernels: ${stderr.toString() || error?.message}`);
  }
  return { wasm, declarations };
}

/** What a file of the kernels' sources contains, null if it is not there. */
export function readSource(name: string): string | null {
  try {
    return Deno.readTextFileSync(new URL(name, sources));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

if (import.meta.main) {
  Deno.exit(
    await runCommand(Deno.args, {
      usage: USAGE,
      options: {},
      maxArguments: 0,
      async run() {
        const here = (name: string) => fromFileUrl(new URL(name, import.meta.url));
        for (const rounding of roundings) {
          const { wasm, declarations } = await buildKernels({ rounding });
          await writeFileAtomic(here(`./${kernelFiles[rounding]}`), wasm);
          // All builds export the same.
          await writeFileAtomic(here("./kernels.d.ts"), declarations);
        }
        return 0;
      },
    }),
  );
}
