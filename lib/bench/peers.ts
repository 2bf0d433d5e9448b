// Which peers there are, and how each is started.

import { fromFileUrl } from "@std/path";
import { denoProgram } from "../system/run_deno.ts";
import type { PeerCommand } from "./peer_process.ts";

/** What the commands need to know. */
export interface PeerOptions {
  /** The directory with the files `images` and `labels`. */
  readonly data: string;
  /** The numbers of threads that the others are tried with. */
  readonly threads: readonly number[];
  /** The numbers of threads that the wasm backend is tried with. */
  readonly ownThreads: readonly number[];
  /** The reader's own Pythons: commands or paths. */
  readonly pythons: readonly string[];
}

/** All peers; whether they are there shows when they are started. */
export function peerCommands(
  { data, threads, ownThreads, pythons }: PeerOptions,
): PeerCommand[] {
  const ours = (backend: string, count: number): PeerCommand => ({
    name: `ours, ${backend}`,
    command: javascript("ours.ts", data),
    env: { BACKEND: backend, THREADS: String(count) },
    threads: count,
  });
  return [
    ...ownThreads.map((count) => ours("wasm", count)),
    ...threads.map((count) => ours("blas", count)),
    { name: "jax-js", command: javascript("jax.ts", data) },
    { name: "tfjs wasm", command: javascript("tfjs.ts", data, "wasm") },
    { name: "tfjs cpu", command: javascript("tfjs.ts", data, "cpu") },
    ...pythons.flatMap((python) =>
      threads.map((count): PeerCommand => ({
        name: python,
        command: [python, pathOf("python.py"), data, String(count)],
        threads: count,
      }))
    ),
  ];
}

function javascript(file: string, ...args: string[]): string[] {
  return [denoProgram(), "run", "-A", "--frozen", "--quiet", pathOf(file), ...args];
}

function pathOf(file: string): string {
  return fromFileUrl(new URL(`./peers/${file}`, import.meta.url));
}
