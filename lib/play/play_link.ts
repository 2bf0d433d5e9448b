// Comments in the texts of notebooks that become links to the play page, with settings to try.

import { PLAY_FILE } from "./training_panel.ts";
import type { PublishedTraining } from "./page/messages.ts";
import { settingsOf } from "./page/settings.ts";
import { settingsLink, settingsOfLink } from "./page/settings_link.ts";

/** `<!-- play: learningRate=0.1 -->`, or with the words of the link: `<!-- play "rate 0.1": … -->`. */
const COMMENT = /^<!--\s*play(?:\s+"([^"]*)")?:\s*(.*?)\s*-->$/s;

/** A link. */
export interface Link {
  readonly address: string;
  readonly text: string;
}

/**
 * The link that a comment stands for: nothing where it is another comment. On pages that show no comments,
 * such as GitHub's, there is none.
 *
 * @param comment It says what is set otherwise, as links of the play page do.
 * @param options `notebook`: the name of the notebook without its ending, whose training the settings start
 * from unless the comment says `from=`; `trainings`: those that were published.
 * @throws {TypeError} If the settings are not what they must be.
 */
export function playLink(
  comment: string,
  { notebook, trainings }: {
    notebook: string;
    trainings: readonly PublishedTraining[];
  },
): Link | undefined {
  const [found, text = "Try it", changes] = comment.trim().match(COMMENT) ?? [];
  if (found === undefined) return undefined;
  const published = new Map(trainings.map(({ name, training }) => [name, settingsOf(training)]));
  const { from, settings } = settingsOfLink(
    published.has(notebook) && !/(?:^|&)from=/.test(changes)
      ? `from=${notebook}&${changes}`
      : changes,
    published,
  );
  return { address: PLAY_FILE + settingsLink(settings, { published, from }), text };
}
