// `deno task build`: compiles the kernels, and what the compiler declares of them. The same source gives
// the same bytes.

import asc from "assemblyscript/asc";
import { fromFileUrl } from "@std/path";
import { runCommand, UserError } from "../../system/command_line.ts";
import { writeFileAtomic } from "../../system/write_file_atomic.ts";

const USAGE = `Usage: deno task build

Compiles lib/tensor/assembly to lib/tensor/wasm/kernels.wasm, and writes what it exports to
kernels.d.ts beside it.`;

const sources = new URL("../assembly/", import.meta.url);

/** The kernels as the compiler makes them. */
export interface CompiledKernels {
  readonly wasm: Uint8Array;
  /** The declarations of all exports, as TypeScript. */
  readonly declarations: string;
}

/**
 * Compiles the kernels.
 *
 * @param options `read`: what a file of `lib/tensor/assembly` contains, null if it is not there; the
 * files themselves unless told.
 * @throws {UserError} If they do not compile: the message is the compiler's.
 */
export async function buildKernels(
  { read = readSource }: { read?: (name: string) => string | null } = {},
): Promise<CompiledKernels> {
  const written = new Map<string, string | Uint8Array>();
  const { error, stderr } = await asc.main(["index.ts", "--config", "asconfig.json"], {
    readFile: read,
    writeFile: (name, content) => void written.set(name.replace(/^.*\./, ""), content),
    listFiles: () => [],
  });
  const [wasm, declarations] = [written.get("wasm"), written.get("ts")];
  if (error !== null || !(wasm instanceof Uint8Array) || typeof declarations !== "string") {
    throw new UserError(`Cannot compile the kernels: ${stderr.toString() || error?.message}`);
  }
  return { wasm, declarations };
}

function readSource(name: string): string | null {
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
        const { wasm, declarations } = await buildKernels();
        const here = (name: string) => fromFileUrl(new URL(name, import.meta.url));
        await writeFileAtomic(here("./kernels.wasm"), wasm);
        await writeFileAtomic(here("./kernels.d.ts"), declarations);
        return 0;
      },
    }),
  );
}
