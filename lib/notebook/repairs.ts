// Two networks on the same images: what the second reads that the first did not, and the other way round.

import { digitSheet, type Output, pValue, textOutput } from "../charts/mod.ts";
import type { Dataset } from "../data/mod.ts";
import { mcnemarTest } from "../stats/mod.ts";
import type { Evaluation } from "../train/mod.ts";

/**
 * The images that the second network repairs and those that it spoils, as two sheets, and McNemar's test of
 * whether it is more than chance. Under each image stand its label and the wrong answer; a sheet without
 * images is left out.
 *
 * @param images What both were shown.
 * @param options `max`: how many of each are shown, 30 unless told.
 */
export function repairs(
  images: Dataset,
  { before, after, max = 30 }: {
    before: Pick<Evaluation, "predictions">;
    after: Pick<Evaluation, "predictions">;
    max?: number;
  },
): Output[] {
  const labels = Uint8Array.from({ length: images.count }, (_, i) => images.label(i));
  const { onlyFirst, onlySecond, p } = mcnemarTest(before.predictions, after.predictions, {
    labels,
  });
  const sheets = [[before, after], [after, before]].flatMap(([wrong, right]) => {
    const found = [...labels.keys()].filter((i) =>
      wrong.predictions[i] !== labels[i] && right.predictions[i] === labels[i]
    ).slice(0, max);
    if (found.length === 0) return [];
    const captions = found.map((i) => `${labels[i]}→${wrong.predictions[i]}`);
    return [digitSheet(images.subset(found), { columns: Math.min(10, found.length), captions })];
  });
  const counts = `repaired: ${onlySecond}, spoiled: ${onlyFirst}`;
  return [...sheets, textOutput(`${counts} (McNemar's test: ${pValue(p)})`)];
}
