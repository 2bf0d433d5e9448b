// What a training needs of a machine, so that its weights are the same to the bit wherever it runs.

import { fromFileUrl, join } from "@std/path";
import * as v from "valibot";
import { sha256 } from "../data/digest.ts";
import { type Schema, sha256 as digest, text } from "../system/schema.ts";
import {
  arithmeticOf,
  createBackend,
  defaultBackendName,
  describeArithmetic,
} from "../tensor/mod.ts";
import { canonicalJson } from "../train/identity.ts";

/** What a training needs of a machine, and what a machine has. */
export interface Needs {
  /** The version of the project: its number, and what its sources are. */
  readonly version: string;
  /** The arithmetic that weights are computed in, in words. */
  readonly arithmetic: string;
  /** SHA-256 of the dataset: see `DatasetInfo.sha256`. */
  readonly dataset: string;
}

/** What needs must be that come from outside. */
export const needsSchema: Schema<Needs> = v.strictObject({
  version: text,
  arithmetic: text,
  dataset: digest,
});

/** The rooms whose sources decide what a training comes to, or what is said on the queue. */
const ROOMS = ["system", "tensor", "nn", "data", "train", "queue"];

const lib = fromFileUrl(new URL("..", import.meta.url));

/** What this machine has, with a dataset. */
export async function needsHere(dataset: string): Promise<Needs> {
  const backend = createBackend(defaultBackendName(), { threads: 1 });
  const arithmetic = describeArithmetic(arithmeticOf(backend));
  return { version: await projectVersion(), arithmetic, dataset };
}

/**
 * A short name for needs, to be a part of a subject: only machines that have all of it hear of a training.
 */
export async function kindOf(needs: Needs): Promise<string> {
  return (await sha256(new TextEncoder().encode(canonicalJson(needs)))).slice(0, 16);
}

/** In what a machine differs from what is needed, in words; nothing if it has all. */
export function differencesOf(has: Needs, needs: Needs): string[] {
  return (Object.keys(needs) as (keyof Needs)[])
    .filter((name) => has[name] !== needs[name])
    .map((name) => `its ${name} is ${short(has[name])} but ${short(needs[name])} is needed`);
}

function short(text: string): string {
  return text.length === 64 ? `${text.slice(0, 12)}…` : text;
}

let version: Promise<string> | undefined;

/** The number in deno.json, and a digest of the sources: a change of code may be a change of weights. */
function projectVersion(): Promise<string> {
  return version ??= findVersion();
}

async function findVersion(): Promise<string> {
  const config = await Deno.readTextFile(new URL("../../deno.json", import.meta.url));
  const { version } = JSON.parse(config) as { version: string };
  const digests: string[] = [];
  for (const room of ROOMS) {
    for (const path of await sourcesIn(room)) {
      digests.push(`${path} ${await sha256(await Deno.readFile(join(lib, path)))}`);
    }
  }
  const all = await sha256(new TextEncoder().encode(digests.join("\n")));
  return `${version}+${all.slice(0, 12)}`;
}

/** The sources and kernels of a folder of lib, in order. */
async function sourcesIn(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(lib, folder))) {
    const path = `${folder}/${name}`;
    if (isDirectory) paths.push(...await sourcesIn(path));
    else if (/\.(ts|wasm)$/.test(name)) paths.push(path);
  }
  return paths.sort();
}
