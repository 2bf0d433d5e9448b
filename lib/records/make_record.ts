// Puts a record together, and computes in it what can be computed.

import { firstArithmetic, isSameArithmetic } from "../tensor/mod.ts";
import type { RecordParts, TrainingRecord, TrainingRun } from "./record.ts";
import { checkRecord, statisticsOf } from "./record_schema.ts";

/**
 * Puts a record together and computes mean and standard deviation of the test accuracies.
 *
 * @param parts What was trained, and its runs: at least one.
 * @returns The record, its keys in the order in which they are written, the runs by seed.
 * @throws {TypeError} If a field is missing, unknown or of the wrong kind: the error names it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { mnist } from "../data/datasets/mnist.ts";
 * import { makeRecord } from "./make_record.ts";
 *
 * const run = { testLoss: 0.1, epochs: 30, seconds: 9, weightsSha256: "0".repeat(64) };
 * const record = makeRecord({
 *   name: "02-softmax",
 *   title: "2 Softmax",
 *   reference: { accuracy: 0.979, readOn: "first 1,000 test images", images: 1000 },
 *   dataset: { name: "MNIST", sha256: mnist.sha256, trainImages: 60_000, testImages: 10_000 },
 *   network: "784-100-10",
 *   parameters: 79_510,
 *   settings: { learningRate: 0.01 },
 *   runs: [{ ...run, seed: 1, testAccuracy: 0.5 }, { ...run, seed: 2, testAccuracy: 0.75 }],
 * });
 * assertEquals(record.mean, 0.625);
 * ```
 */
export function makeRecord(parts: RecordParts): TrainingRecord {
  const { name, title, notebook, reference, dataset, network, parameters, settings } = parts;
  const { arithmetic = firstArithmetic } = parts;
  const record: TrainingRecord = {
    // In this order, with whatever else was given behind it: that is an error, and named.
    ...{ name, title, notebook, reference, dataset, network, parameters, settings },
    ...{ arithmetic, runs: [], mean: 0, std: 0, figures: undefined, machine: undefined },
    ...parts,
    arithmetic: isSameArithmetic(arithmetic, firstArithmetic) ? undefined : arithmetic,
    runs: parts.runs.toSorted((a, b) => a.seed - b.seed).map(inOrder),
    ...statisticsOf(parts.runs),
  };
  return checkRecord(withoutMissing(record), { to: `make record ${JSON.stringify(name)}` });
}

function inOrder(run: TrainingRun): TrainingRun {
  const { seed, testAccuracy, firstTestAccuracy, testLoss, epochs, seconds, weightsSha256 } = run;
  return withoutMissing({
    ...{ seed, testAccuracy, firstTestAccuracy, testLoss, epochs, seconds, weightsSha256 },
    ...run,
  });
}

/** An object without the fields that are undefined, as it comes back from its file. */
function withoutMissing<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
