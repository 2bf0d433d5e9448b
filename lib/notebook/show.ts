// Shows things under a cell: the last line of most cells is `await show(...)`.

import { htmlOutput, markdownOutput, type Media, Output, renderSvg } from "../charts/mod.ts";
import { drain, kernel } from "./kernel.ts";

const displaySymbol = Symbol.for("Jupyter.display");

/**
 * Shows things under the cell, one below the other, and waits until they are there.
 *
 * - charts, pictures, tables and all else that knows how to display itself: as they are;
 * - a string: as Markdown, with equations;
 * - an `<svg>` element, such as a plot made with Observable Plot: as a picture;
 * - another element: as HTML;
 * - any other value: as the console would print it.
 *
 * Outside a notebook it prints the same things as plain text.
 *
 * @param things What to show.
 *
 * @example
 * ```ts
 * import { show } from "./show.ts";
 *
 * await show("The network answers **7**.", { probability: 0.98 });
 * ```
 */
export async function show(...things: unknown[]): Promise<void> {
  const jupyter = kernel();
  for (const thing of things) {
    const media = await mediaOf(thing);
    if (jupyter) await jupyter.display(media, { raw: true });
    else console.log(media["text/plain"]);
  }
  await drain();
}

/** In which media a thing can be shown. */
async function mediaOf(thing: unknown): Promise<Media> {
  if (thing instanceof Output) return thing.media;
  if (typeof thing === "string") return markdownOutput(thing).media;
  if (typeof thing !== "object" || thing === null) return { "text/plain": Deno.inspect(thing) };
  const display =
    (thing as { [displaySymbol]?: () => Promise<{ [type: string]: string }> })[displaySymbol]?.bind(
      thing,
    );
  if (display) return { "text/plain": "", ...await display() };
  const { tagName, outerHTML, textContent } = thing as Partial<Element>;
  if (tagName !== undefined && outerHTML !== undefined) {
    const text = textContent?.trim() ?? "";
    if (tagName.toLowerCase() === "svg") return renderSvg(thing as Element, { text }).media;
    return htmlOutput(outerHTML, { text }).media;
  }
  return { "text/plain": Deno.inspect(thing) };
}
