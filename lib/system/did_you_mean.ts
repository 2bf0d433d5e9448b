// Which known word a misspelt or shortened one was meant to be.

import { levenshteinDistance } from "@std/text/levenshtein-distance";

/** Texts of more characters are no misspelt words. */
const MAX_WORD = 60;

/**
 * The known word that was most likely meant, as the end of an error; empty if none is near.
 *
 * @param found A word that may be misspelt, shortened or made of initials.
 * @param known The words that there are.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { didYouMean } from "./did_you_mean.ts";
 *
 * const known = ["learningRate", "epsilon"];
 * assertEquals(didYouMean("learning_rate", known), "; did you mean learningRate?");
 * assertEquals(didYouMean("lr", known), "; did you mean learningRate?");
 * assertEquals(didYouMean("eps", known), "; did you mean epsilon?");
 * assertEquals(didYouMean("momentum", known), "");
 * ```
 */
export function didYouMean(found: string, known: readonly string[]): string {
  if (found.length > MAX_WORD) return "";
  const [best] = known
    .map((word) => ({
      word,
      distance: isShortFor(word, found)
        ? 0
        : levenshteinDistance(found.toLowerCase(), word.toLowerCase()),
    }))
    .filter(({ word, distance }) =>
      distance <= Math.max(1, Math.min(found.length, word.length) / 3)
    )
    .sort((a, b) => a.distance - b.distance);
  return best === undefined ? "" : `; did you mean ${best.word}?`;
}

/** Whether a text is the beginning of a word, or its initials: `eps` or `wd`. */
function isShortFor(word: string, found: string): boolean {
  const initials = word.slice(0, 1) + word.slice(1).replaceAll(/[^A-Z]/g, "");
  const short = found.toLowerCase();
  return short.length > 1 &&
    (word.toLowerCase().startsWith(short) || initials.toLowerCase() === short);
}
