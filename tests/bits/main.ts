// `deno task test:bits`: trains on every machine and engine that can be had here, and compares the bits.

import { readPackageFiles } from "../../lib/data/package_files.ts";
import { mnist as info } from "../../lib/data/datasets/mnist.ts";
import { describeMachine } from "../../lib/bench/machine.ts";
import {
  type BitsMachine,
  type BitsRecord,
  readBits,
  writeBits,
} from "../../lib/records/bits_record.ts";
import { readRecord } from "../../lib/records/record_files.ts";
import { explain, runCommand, UserError } from "../../lib/system/command_line.ts";
import { arithmeticOf } from "../../lib/tensor/arithmetic.ts";
import { kernelFiles, roundings } from "../../lib/tensor/wasm/rounding.ts";
import type { Recipe } from "../../lib/train/recipe.ts";
import { machines } from "./machines.ts";
import { measureSpeed } from "./speed.ts";
import type { Mnist } from "./trainings.ts";

const USAGE = `Usage: deno task test:bits [OPTION...] [NAME...]

Trains small networks on this processor, on emulated ones and in browsers, and checks that all end in the
same weights, to the bit. What is missing is installed where that can be done; what cannot is named.

  NAME          A machine, or a part of its name, such as Firefox; all unless told
  --short       Only those that the gate looks at
  --generation  Trains generation 1, too, except on emulated processors
  --write       Writes data/records/bits.json; given names, the rows of these machines alone, otherwise
                all of it, with the time that exact rounding takes`;

/** Of the kernels and functions that train here. */
const { version } = arithmeticOf({ name: "wasm" });

/** Weights that all must have: those of the record, or of the first machine if it is to be written. */
function compare(found: BitsMachine, wanted: ReadonlyMap<string, string>): string[] {
  return found.trainings
    .filter(({ name, sha256 }) => wanted.get(name) !== sha256)
    .map(({ name }) => name);
}

function digestsOf({ trainings }: BitsMachine): [string, string][] {
  return trainings.map(({ name, sha256 }) => [name, sha256]);
}

/** What is known of the weights before anything has run. */
async function knownDigests(): Promise<Map<string, string>> {
  const { runs } = await readRecord("01-sigmoid-and-squared-error");
  const first = runs.find(({ seed }) => seed === 1)!;
  const known = new Map([["generation 1", first.weightsSha256]]);
  for (const [name, sha256] of (await knownRecord())?.machines.flatMap(digestsOf) ?? []) {
    if (!known.has(name)) known.set(name, sha256);
  }
  return known;
}

/** The record that is there, if it is of these kernels and functions. */
async function knownRecord(): Promise<BitsRecord | undefined> {
  try {
    const record = await readBits();
    return record.version === version ? record : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** The images of MNIST and the recipe of generation 1. */
async function loadFirstGeneration(): Promise<Mnist> {
  const { trainImages, trainLabels } = await readPackageFiles(info);
  const { settings } = await readRecord("01-sigmoid-and-squared-error");
  return {
    images: await zip(trainImages.bytes),
    labels: await zip(trainLabels.bytes),
    recipe: settings as Recipe,
  };
}

async function zip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A line of the table. */
function describe({ name, engine, rounding, trainings }: BitsMachine, different: string[]): string {
  const times = trainings.map(({ name, seconds }) => `${name} ${seconds.toFixed(2)} s`);
  const verdict = different.length === 0 ? "same bits" : `OTHER BITS: ${different.join(", ")}`;
  return `${name} (${engine}, ${rounding}): ${verdict}\n  ${times.join(", ")}`;
}

async function run(
  names: readonly string[],
  { short, generation, write }: { short?: boolean; generation?: boolean; write?: boolean },
): Promise<number> {
  const chosen = machines.filter(({ name, ...machine }) =>
    (!short || machine.short) &&
    (names.length === 0 || names.some((part) => name.toLowerCase().includes(part.toLowerCase())))
  );
  if (chosen.length === 0) {
    const known = machines.map(({ name }) => name).join("; ");
    throw new UserError(`Cannot find a machine called ${names.join(" or ")}: known are ${known}`);
  }
  const wanted = await knownDigests();
  const mnist = generation ? await loadFirstGeneration() : undefined;
  const found: BitsMachine[] = [];
  const leftOut: string[] = [];
  const failed: string[] = [];
  let different = 0;
  for (const machine of chosen) {
    let row: BitsMachine;
    try {
      row = await machine.run({ mnist });
    } catch (error) {
      const reason = `${machine.name}: ${explain(error)}`;
      (error instanceof UserError ? leftOut : failed).push(reason);
      continue;
    }
    for (const [name, sha256] of digestsOf(row)) if (!wanted.has(name)) wanted.set(name, sha256);
    const others = compare(row, wanted);
    if (others.length > 0) different++;
    found.push(row);
    console.log(describe(row, others));
  }
  for (const reason of leftOut) console.log(`Left out ${reason}`);
  for (const reason of failed) console.log(`Failed ${reason}`);
  console.log(
    `${found.length - different} same, ${different} different, ${failed.length} failed, ` +
      `${leftOut.length} left out`,
  );
  if (write && different > 0) {
    throw new UserError("Cannot record bits that are not the same: see above");
  }
  if (write) await record(found, { whole: names.length === 0 });
  return different + failed.length > 0 || found.length === 0 ? 1 : 0;
}

/** Writes the record anew, or where it is not the whole, the rows that were found. */
async function record(
  found: readonly BitsMachine[],
  { whole }: { whole: boolean },
): Promise<void> {
  const { processor } = describeMachine();
  const old = whole ? undefined : await knownRecord();
  const kept = old?.processor === processor ? old : undefined;
  const rows = new Map([...kept?.machines ?? [], ...found].map((row) => [row.name, row]));
  const sizes = await Promise.all(roundings.map(async (rounding) => {
    const url = new URL(`../../lib/tensor/wasm/${kernelFiles[rounding]}`, import.meta.url);
    return [rounding, (await Deno.stat(url)).size];
  }));
  const path = await writeBits({
    version,
    processor,
    machines: machines.flatMap(({ name }) => rows.get(name) ?? []),
    speed: kept?.speed ?? await measureSpeed(),
    bytes: Object.fromEntries(sizes),
  });
  console.log(`wrote ${path}`);
}

Deno.exit(
  await runCommand(Deno.args, {
    usage: USAGE,
    options: {
      short: { type: "boolean" },
      generation: { type: "boolean" },
      write: { type: "boolean" },
    },
    run: ({ values, positionals }) => run(positionals, values),
  }),
);
