// Machines that are emulated: a Deno for ARM64, and this Deno on a processor without FMA.

import { join } from "@std/path";
import { UserError } from "../../lib/system/command_line.ts";
import { cacheDirectory, exists, installProgram, runProgram } from "../browsers/programs.ts";

const packages = ["qemu-user-static"];
const advice = "install Debian's qemu-user-static";

/** What a Deno for another Linux machine of the same Debian needs of its libraries. */
const libraries = ["libc6", "libgcc-s1", "libstdc++6", "gcc-12-base"];

/**
 * The command that runs a Deno for ARM64, as npm has it, with Debian's libraries for ARM64, which are
 * unpacked into a folder: nothing of the system is changed.
 *
 * @throws {UserError} If it cannot be had.
 */
export async function installArm64(): Promise<readonly string[]> {
  const emulator = await installProgram(["qemu-aarch64-static", "qemu-aarch64"], {
    packages,
    advice,
  });
  const version = Deno.version.deno;
  const directory = cacheDirectory(`arm64-${version}`);
  const [root, deno] = [join(directory, "root"), join(directory, "package", "deno")];
  // Written last, so an installation that was cut short begins again.
  const mark = join(directory, "installed");
  if (!await exists(mark)) {
    console.log(`Installing Deno ${version} for ARM64 into ${directory}`);
    await Deno.mkdir(directory, { recursive: true });
    const wanted = `@deno/linux-arm64-glibc@${version}`;
    await runProgram("npm", ["pack", "--silent", "--pack-destination", directory, wanted], {
      advice: "it takes npm and its registry",
    });
    const [archive] = await filesIn(directory, ".tgz");
    await runProgram("tar", ["-xzf", archive, "-C", directory], { advice: "it takes tar" });
    await installLibraries(root, directory);
    await Deno.writeTextFile(mark, "");
  }
  return [emulator, "-L", root, deno];
}

/** Unpacks Debian's libraries for ARM64, found with lists of packages of their own. */
async function installLibraries(root: string, directory: string): Promise<void> {
  const lists = join(directory, "lists");
  const cache = join(directory, "cache");
  await Deno.mkdir(join(lists, "partial"), { recursive: true });
  await Deno.mkdir(join(cache, "archives", "partial"), { recursive: true });
  const options = [
    "APT::Architectures::=arm64",
    `Dir::State::lists=${lists}`,
    `Dir::Cache=${cache}`,
    "APT::Sandbox::User=root",
  ].flatMap((option) => ["-o", option]);
  const needs = { advice: "it takes Debian 12's apt-get and dpkg-deb", cwd: directory };
  await runProgram("apt-get", [...options, "update", "-qq"], needs);
  const names = libraries.map((name) => `${name}:arm64`);
  await runProgram("apt-get", [...options, "download", "-qq", ...names], needs);
  for (const file of await filesIn(directory, ".deb")) {
    await runProgram("dpkg-deb", ["-x", file, root], needs);
  }
}

/**
 * The command that runs this Deno on a processor without an instruction that rounds once.
 *
 * @throws {UserError} If it cannot be had, or this is another processor.
 */
export async function installWithoutFma(program: string): Promise<readonly string[]> {
  if (Deno.build.arch !== "x86_64") {
    throw new UserError("Cannot take FMA away: this processor is none of x86-64");
  }
  const emulator = await installProgram(["qemu-x86_64-static", "qemu-x86_64"], {
    packages,
    advice,
  });
  return [emulator, "-cpu", "max,-fma,-avx2,-avx512f", program];
}

async function filesIn(directory: string, extension: string): Promise<string[]> {
  const names = await Array.fromAsync(Deno.readDir(directory), ({ name }) => name);
  return names.filter((name) => name.endsWith(extension)).map((name) => join(directory, name));
}
