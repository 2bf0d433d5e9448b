// Checkpoints that are not as they were saved.

import { assertEquals, assertRejects } from "@std/assert";
import { type NamedTensor, SafetensorsError, weightsSha256 } from "../../lib/nn/mod.ts";
import { decodeSafetensors, encodeSafetensors } from "../../lib/nn/safetensors.ts";
import { type EpochReport, fit } from "../../lib/train/mod.ts";
import { inMemory } from "./memory_checkpoint.ts";
import { bars, build, recipe, stateOf } from "./synthetic.ts";

const data = bars(40);

/** What may have happened to the metadata of a checkpoint, and what is then said. */
const damages: [name: string, change: (content: Content) => unknown, message: string][] = [
  ["no identity", ({ history }) => ({ history }), "identity is missing but must be"],
  ["no history", ({ identity }) => ({ identity }), "history is missing but must be a list"],
  [
    "a history of nulls",
    ({ identity }) => ({ identity, history: [null, null, null] }),
    "history[0] is null but must be an object",
  ],
  [
    "more epochs than are asked for",
    ({ identity, history }) => ({
      identity,
      history: Array.from({ length: 50 }, (_, i) => ({ ...history[0], epoch: i + 1 })),
    }),
    "its history is of the epochs 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ",
  ],
  [
    "an epoch that is missing",
    ({ identity, history }) => ({ identity, history: history.slice(1) }),
    "its history is of the epochs 2, 3 but must be of 1 to at most 3",
  ],
  [
    "an accuracy that is none",
    ({ identity, history }) => ({ identity, history: [{ ...history[0], accuracy: 2 }] }),
    "history[0].accuracy is 2 but must be a number from 0 to 1",
  ],
  ["nothing", () => null, "the value is null but must be an object"],
];

Deno.test("a checkpoint that is not as it was saved is refused", async () => {
  const checkpoint = inMemory();
  await fit(build(), data, { ...recipe, checkpoint });
  const { tensors, metadata } = decodeSafetensors(checkpoint.kept!);
  const named = Array.from(tensors, ([name, value]) => ({ name, value }));
  const content: Content = JSON.parse(metadata.checkpoint);
  const refuses = async (state: Uint8Array<ArrayBuffer>, message: string) => {
    checkpoint.kept = state;
    const network = build();
    const before = stateOf(network);
    await assertRejects(
      () => fit(network, data, { ...recipe, checkpoint }),
      SafetensorsError,
      `Cannot go on with the training in memory: ${message}`,
    );
    assertEquals(stateOf(network), before);
  };
  const unsealed =
    "it is not as it was saved, for its digest does not fit; delete it to train anew";
  for (const [, change, message] of damages) {
    const text = JSON.stringify(change(content));
    const damaged: Record<string, string> = { ...metadata, checkpoint: text };
    await refuses(encodeSafetensors(named, { metadata: damaged }), unsealed);
    // Where somebody went so far as to make another digest, all else is checked too.
    damaged.sha256 = await digestOf(text, named);
    await refuses(encodeSafetensors(named, { metadata: damaged }), message);
  }
  const { sha256: _, ...undigested } = metadata;
  await refuses(encodeSafetensors(named, { metadata: undigested }), unsealed);
  const shorter = { ...content, history: content.history.slice(0, 1) };
  const shortened = { ...metadata, checkpoint: JSON.stringify(shorter) };
  await refuses(encodeSafetensors(named, { metadata: shortened }), unsealed);
  named[0].value.data[0] += 1;
  await refuses(encodeSafetensors(named, { metadata }), unsealed);
});

/** What a checkpoint holds beside its tensors. */
interface Content {
  readonly identity: Record<string, unknown>;
  readonly history: readonly EpochReport[];
}

/** The digest that belongs to a content and its tensors. */
async function digestOf(text: string, tensors: readonly NamedTensor[]): Promise<string> {
  const numbers = await weightsSha256({ state: tensors });
  const bytes = new TextEncoder().encode(`${text}\n${numbers}`);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
