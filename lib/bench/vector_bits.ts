// How wide the vectors are that a processor computes with.

/** Instructions as Linux names them in /proc/cpuinfo, the widest first. */
const widths: readonly (readonly [flag: string, bits: number])[] = [
  ["avx512f", 512],
  ["avx2", 256],
  ["sse2", 128],
  ["asimd", 128],
];

/**
 * The widest vectors of this machine, in bits. A NEON of ARM's has 128 everywhere.
 *
 * @returns Null where the system does not tell.
 */
export function vectorBits(): number | null {
  const { os, arch } = Deno.build;
  if (os === "darwin" && arch === "aarch64") return 128;
  if (os !== "linux") return null;
  // A program may look there without the permission to read outside of the project.
  const { stdout } = new Deno.Command("cat", { args: ["/proc/cpuinfo"], stderr: "null" })
    .outputSync();
  return vectorBitsOf(new TextDecoder().decode(stdout));
}

/**
 * The widest vectors that the flags in a text of /proc/cpuinfo name.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { vectorBitsOf } from "./vector_bits.ts";
 *
 * assertEquals(vectorBitsOf("flags\t\t: fpu sse2 avx2 fma\n"), 256);
 * assertEquals(vectorBitsOf("processor\t: 0\n"), null);
 * ```
 */
export function vectorBitsOf(cpuinfo: string): number | null {
  const flags = new Set(cpuinfo.match(/^(?:flags|Features)\s*:(.*)$/m)?.[1].trim().split(/\s+/));
  return widths.find(([flag]) => flags.has(flag))?.[1] ?? null;
}
