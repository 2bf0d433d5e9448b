// What the texts of a page need to know of the site: where links lead, and the pictures beside them.

import { basename, dirname, extname, join } from "@std/path";
import GithubSlugger from "github-slugger";
import type { TextCell } from "../jupyter/mod.ts";
import { toDataUri } from "./data_uri.ts";
import type { Heading, MarkdownContext } from "./markdown.ts";

/** The media types of pictures, by the ends of their files' names. */
const PICTURES: { readonly [extension: string]: string } = {
  ".gif": "image/gif",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
};

/** An address with a scheme, such as `https:` or `data:`. */
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Tells the texts of one page what is around them. Links to notebooks lead to their pages; other files
 * of the project are not part of the site, so links to them lead nowhere. Pictures go into the page.
 *
 * @param path The file that the texts come from.
 * @param options `files`: the pages of the site; `onHeading`: called for each heading of the page.
 */
export function createContext(
  path: string,
  { files, onHeading }: { files: ReadonlySet<string>; onHeading?: (heading: Heading) => void },
): MarkdownContext {
  return {
    place: basename(path),
    slugger: new GithubSlugger(),
    onHeading,
    link(target) {
      if (ABSOLUTE.test(target) || target.startsWith("#")) return target;
      const [, name, anchor] = target.match(/^([^#]*?)(?:\.ipynb)?(#.*)?$/)!;
      const file = `${basename(decodeURI(name))}.html`;
      return files.has(file) ? file + (anchor ?? "") : undefined;
    },
    image: (source) => ABSOLUTE.test(source) ? source : embed(source, path),
  };
}

/**
 * Adds the pictures that a cell of text carries with it.
 *
 * @param context The page.
 * @param cell The cell.
 */
export function withAttachments(
  context: MarkdownContext,
  { attachments = {} }: TextCell,
): MarkdownContext {
  return {
    ...context,
    image(source) {
      if (!source.startsWith("attachment:")) return context.image(source);
      const name = decodeURI(source.slice("attachment:".length));
      const [found] = Object.entries(attachments[name] ?? {});
      if (!found) {
        throw new TypeError(
          `Cannot show picture ${name} in ${context.place}: found the attachments ` +
            `${Object.keys(attachments).join(", ") || "of no name"}; insert it again`,
        );
      }
      return toDataUri(...found);
    },
  };
}

function embed(source: string, path: string): string {
  const medium = PICTURES[extname(source).toLowerCase()];
  const file = join(dirname(path), decodeURI(source));
  const to = `show picture ${source} in ${basename(path)}`;
  if (medium === undefined) {
    throw new TypeError(
      `Cannot ${to}: its name ends with none of ${Object.keys(PICTURES).join(", ")}`,
    );
  }
  try {
    const bytes = Deno.readFileSync(file);
    const isText = medium === "image/svg+xml";
    return toDataUri(medium, isText ? new TextDecoder().decode(bytes) : bytes.toBase64());
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Deno.errors.NotFound(`Cannot ${to}: there is no file ${file}`);
  }
}
