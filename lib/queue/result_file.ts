// A training that is over, as bytes: the weights, what happened, and what the network says of the test images.

import * as v from "valibot";
import { SafetensorsError, weightsSha256 } from "../nn/mod.ts";
import { decodeSafetensors, encodeSafetensors } from "../nn/safetensors.ts";
import { checkSchema, count, integer, type Schema, sha256 } from "../system/schema.ts";
import { Tensor } from "../tensor/mod.ts";
import { scoreOutputs } from "../train/evaluation.ts";
import { arithmeticSchema, epochReportSchema, type History } from "../train/history.ts";
import type { SeedRun, Training } from "../train/mod.ts";
import { type FinishedTraining, seedRun } from "../train/seed_run.ts";
import { fromJson, toJson } from "./json.ts";

/** What is kept beside the tensors. */
interface Content {
  readonly seed: number;
  readonly history: History;
  readonly weightsSha256: string;
  readonly seconds: number;
  /** The mean loss of the test images, if there are any. */
  readonly testLoss?: number;
}

const contentSchema: Schema<Content> = v.strictObject({
  seed: integer,
  history: v.strictObject({
    epochs: v.array(epochReportSchema),
    stopped: v.boolean("true or false"),
    arithmetic: arithmeticSchema,
    bestEpoch: v.optional(count),
  }),
  weightsSha256: sha256,
  seconds: v.number("a number"),
  testLoss: v.optional(v.number("a number")),
});

/** The metadata that holds the content, and the tensor that holds what the network says. */
const CONTENT = "training";
const OUTPUTS = "outputs";

/** The bytes of a training that is over: each tensor of its network, and the outputs, if it was tested. */
export function encodeRun({ report, state }: FinishedTraining): Uint8Array {
  const { seed, history, test, seconds, weightsSha256 } = report;
  const content: Content = { seed, history, weightsSha256, seconds, testLoss: test?.loss };
  const outputs = test && {
    name: OUTPUTS,
    value: new Tensor([test.count, test.outputs.length / test.count], test.outputs),
  };
  const weights = state.map((data, i) => ({
    name: `${i}`,
    value: new Tensor([data.length], data),
  }));
  return encodeSafetensors([...weights, ...outputs ? [outputs] : []], {
    metadata: { [CONTENT]: toJson(content) },
  });
}

/**
 * The training that bytes are of.
 *
 * @param options `training`: what was asked for; `from`: where the bytes are from, for errors; `machine`: who has
 * trained it.
 * @throws {SafetensorsError} If they are malformed, of another training, or the weights are not those of
 * the digest beside them.
 */
export async function decodeRun(
  bytes: Uint8Array,
  { training, from, machine }: { training: Training; from: string; machine?: string },
): Promise<SeedRun> {
  const { tensors, metadata } = decodeSafetensors(bytes, { from });
  const to = `take a result from ${from}`;
  const content = checkSchema(contentSchema, parse(metadata[CONTENT], to), {
    to,
    ErrorType: SafetensorsError,
  });
  const { testLoss: loss, ...report } = content;
  const weights = [...tensors].filter(([name]) => name !== OUTPUTS)
    .map(([name, value]) => ({ name, value }));
  const found = await weightsSha256({ state: weights });
  if (found !== report.weightsSha256 || report.seed !== training.seed) {
    throw new SafetensorsError(
      `Cannot ${to}: it is of seed ${report.seed} with weights ${report.weightsSha256}, but seed ` +
        `${training.seed} is wanted and its weights are ${found}; it is damaged, train again`,
    );
  }
  const outputs = tensors.get(OUTPUTS);
  if ((outputs !== undefined && loss !== undefined) !== (training.test !== undefined)) {
    throw new SafetensorsError(`Cannot ${to}: it says nothing of the test images; train again`);
  }
  const test = outputs && loss !== undefined && training.test
    ? scoreOutputs(outputs.data, { labels: labelsOf(training.test), loss })
    : undefined;
  return seedRun(training, {
    report: { ...report, test, machine },
    state: weights.map(({ value }) => value.data),
  });
}

function parse(text: string | undefined, to: string): unknown {
  if (text === undefined) throw new SafetensorsError(`Cannot ${to}: it is no result of a training`);
  try {
    return fromJson(text);
  } catch (error) {
    throw new SafetensorsError(`Cannot ${to}: ${(error as Error).message}`);
  }
}

function labelsOf(data: NonNullable<Training["test"]>): Uint8Array {
  return Uint8Array.from({ length: data.count }, (_, i) => data.label(i));
}
