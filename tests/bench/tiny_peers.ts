// Peers for the tests as they are started, and what their processes are doing.

import { fromFileUrl } from "@std/path";
import type { PeerCommand } from "../../lib/bench/peer_process.ts";
import { denoProgram } from "../../lib/system/run_deno.ts";

const tinyPeer = fromFileUrl(new URL("./tiny_peer.ts", import.meta.url));

/** How a peer is started that behaves in some way: see tiny_peer.ts. */
export function command(behaviour: string, threads?: number): PeerCommand {
  const args = ["run", "-A", "--frozen", "--no-check", tinyPeer, behaviour];
  return { name: behaviour, command: [denoProgram(), ...args], threads };
}

/** The letter that Linux has for what a process is doing: T is halted. None if it is not there. */
export async function stateOf(pid: number): Promise<string | undefined> {
  // A program may look there without the permissions that this test would need for it.
  const { stdout } = await new Deno.Command("cat", {
    args: [`/proc/${pid}/status`],
    stderr: "null",
  }).output();
  return new TextDecoder().decode(stdout).match(/^State:\s+(\w)/m)?.[1];
}

/** Waits until something is so. A test that waits in vain is ended by whoever runs it. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!await isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
