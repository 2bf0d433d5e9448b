// Puts a record together, and computes in it what can be computed.

import { checkRecord } from "./check_record.ts";
import type { RecordParts, TrainingRecord } from "./record.ts";
import { mean, standardDeviation } from "../stats/statistics.ts";

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
 * import { makeRecord } from "./make_record.ts";
 *
 * const run = { firstThousandAccuracy: 0.97, testLoss: 0.1, epochs: 30, seconds: 9 };
 * const weightsSha256 = "0".repeat(64);
 * const record = makeRecord({
 *   name: "02-softmax",
 *   title: "2 Softmax",
 *   reference: { accuracy: 0.979, readOn: "first 1,000 test images", images: 1000 },
 *   network: "784-100-10",
 *   parameters: 79510,
 *   settings: { learningRate: 0.01 },
 *   runs: [{ ...run, seed: 1, testAccuracy: 0.5, weightsSha256 }, {
 *     ...run,
 *     seed: 2,
 *     testAccuracy: 0.75,
 *     weightsSha256,
 *   }],
 * });
 * assertEquals(record.mean, 0.625);
 * ```
 */
export function makeRecord(parts: RecordParts): TrainingRecord {
  const { name, title, notebook, reference, network, parameters, settings, figures, machine } =
    parts;
  const accuracies = parts.runs.map((run) => run.testAccuracy);
  const record = {
    name,
    title,
    ...(notebook === undefined ? {} : { notebook }),
    reference,
    network,
    parameters,
    settings,
    runs: parts.runs.toSorted((a, b) => a.seed - b.seed).map((run) => ({
      seed: run.seed,
      testAccuracy: run.testAccuracy,
      firstThousandAccuracy: run.firstThousandAccuracy,
      testLoss: run.testLoss,
      epochs: run.epochs,
      seconds: run.seconds,
      weightsSha256: run.weightsSha256,
    })),
    mean: accuracies.length === 0 ? NaN : mean(accuracies),
    std: accuracies.length < 2 ? null : standardDeviation(accuracies),
    ...(figures === undefined ? {} : { figures }),
    ...(machine === undefined ? {} : { machine }),
  };
  return checkRecord(record, { to: `make record ${JSON.stringify(name)}` });
}
