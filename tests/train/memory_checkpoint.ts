// Checkpoints for tests.

import type { Checkpoint } from "../../lib/train/mod.ts";

/** A checkpoint that is kept in memory. */
export function inMemory(): Checkpoint & { kept?: Uint8Array<ArrayBuffer> } {
  return {
    name: "memory",
    load() {
      return Promise.resolve(this.kept);
    },
    save(state) {
      this.kept = state;
      return Promise.resolve();
    },
  };
}
