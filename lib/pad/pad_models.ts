// The saved models that can be drawn for.

import { loadAllModels } from "../inference/models.ts";
import type { Sequential } from "../nn/mod.ts";
import { problemOf } from "./page/pad_problem.ts";

/** A network to choose on the pad. */
export interface PadModel {
  /** What it is called in the list. */
  readonly title: string;
  /** It takes 28x28 pixels and has an output for each digit. */
  readonly network: Sequential;
}

/**
 * All saved models that a pad can use, by their titles, which begin with the number of their generation. A
 * warning names each of the others.
 *
 * @param options `directory`: the folder of the saved models, `data/models/` of the project if left out; `of`:
 * what the others are left out of, for the warning.
 */
export async function padModels(
  { directory, of }: { directory?: string; of: string },
): Promise<PadModel[]> {
  const { models, errors } = await loadAllModels({ directory });
  const problems = [
    ...errors.map(({ message }) => message),
    ...models.map(problemOf).filter((problem) => problem !== undefined),
  ];
  for (const problem of problems) console.warn(`Left out of ${of}: ${problem}`);
  return models.filter((model) => problemOf(model) === undefined)
    .toSorted((a, b) => a.title.localeCompare(b.title, "en", { numeric: true }));
}
