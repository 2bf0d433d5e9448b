// What a cell can show: the same thing in several media, of which the notebook takes the best.

/** Media type to content: text as it is, pictures in base64. Plain text is always among them. */
export type Media = Readonly<Record<string, string>> & { readonly "text/plain": string };

/**
 * Something to look at, in every medium it comes in.
 *
 * Deno's Jupyter kernel asks a value for the method named `Symbol.for("Jupyter.display")`, so an
 * output can stand wherever the kernel shows a value. `toString` gives the plain text, for a terminal.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { markdownOutput } from "./output.ts";
 *
 * assertEquals(markdownOutput("**98 %**").media["text/markdown"], "**98 %**");
 * assertEquals(`${markdownOutput("98 %")}`, "98 %");
 * ```
 */
export class Output {
  /** All the media. */
  readonly media: Media;

  /**
   * Makes an output.
   *
   * @param media What is shown, by media type.
   */
  constructor(media: Media) {
    this.media = media;
  }

  /** What the kernel asks for. */
  [Symbol.for("Jupyter.display")](): Media {
    return this.media;
  }

  /** The plain text. */
  toString(): string {
    return this.media["text/plain"];
  }
}

/** Text in Markdown, with equations between dollar signs where the notebook typesets them. */
export function markdownOutput(text: string): Output {
  return new Output({ "text/markdown": text, "text/plain": text });
}

/** Text as it is, in letters of equal width. */
export function textOutput(content: string): Output {
  return new Output({ "text/plain": content });
}

/**
 * A piece of HTML.
 *
 * @param source The markup; GitHub shows it without scripts and styles.
 * @param options `text`: what stands there where HTML cannot be shown.
 */
export function htmlOutput(source: string, { text }: { text: string }): Output {
  return new Output({ "text/html": source, "text/plain": text });
}
