// What the texts of a page need to know of the site: where links lead, and the pictures beside them.

import { basename, dirname, extname, resolve } from "@std/path";
import GithubSlugger, { slug } from "github-slugger";
import type { TextCell } from "../jupyter/mod.ts";
import { fileError } from "../system/file_error.ts";
import { pictureExtensions, toDataUri } from "./data_uri.ts";
import type { CommentLink, Heading, MarkdownContext } from "./markdown.ts";
import { SiteError } from "./site_error.ts";

/** An address with a scheme, such as `https:` or `data:`. */
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i;

/** The schemes that links may lead to. */
const LINKED = /^(https?|mailto):/i;

/** A link from a page of the site to a heading of one. */
export interface Reference {
  /** The file of the page that it leads to. */
  readonly file: string;
  /** The anchor of the heading. */
  readonly id: string;
  /** The link as it is written, and where, for errors. */
  readonly target: string;
  readonly where: string;
}

/** What a context knows, and whom it tells of what it finds. */
export interface ContextOptions {
  /** The pages of the site: the path of what each is made of, and its file. */
  readonly pages: ReadonlyMap<string, string>;
  /**
   * The link that a comment stands for, in the text of the file of this path; undefined for most.
   *
   * @throws {Error} If the comment is wrong.
   */
  readonly commentLink?: (comment: string, path: string) => CommentLink | undefined;
  /** Called with each heading of the page. */
  readonly onHeading?: (heading: Heading) => void;
  /** Called with each link to a heading: whether it is there shows when all pages are made. */
  readonly onReference?: (reference: Reference) => void;
}

/**
 * Tells the texts of one page what is around them. Links to notebooks lead to their pages; other files
 * of the project are not part of the site, so links to them lead nowhere. Pictures go into the page.
 *
 * @param path The file that the texts come from.
 * @param options The pages of the site, and what is called for headings and links.
 */
export function createContext(
  path: string,
  { pages, commentLink, onHeading, onReference = () => {} }: ContextOptions,
): MarkdownContext {
  return {
    where: basename(path),
    slugger: new GithubSlugger(),
    onHeading,
    commentLink(comment, where) {
      try {
        return commentLink?.(comment, path);
      } catch (error) {
        throw new SiteError(`Cannot show ${comment} in ${where}: ${(error as Error).message}`);
      }
    },
    link(target, where) {
      const to = `follow the link ${target} in ${where}`;
      if (LINKED.test(target)) return target;
      if (ABSOLUTE.test(target)) {
        throw new SiteError(`Cannot ${to}: it must lead to a file, or by http, https or mailto`);
      }
      const [, name, anchor] = target.match(/^([^#]*)(?:#(.*))?$/s)!;
      const id = anchor && slug(decode(anchor, to));
      const linked = name === "" ? path : resolve(dirname(path), decode(name, to));
      const file = pages.get(resolve(linked));
      if (file === undefined) {
        assertExists(linked, { to });
        return undefined;
      }
      if (id) onReference({ file, id, target, where });
      return `${name === "" ? "" : encodeURIComponent(file)}${
        id ? `#${encodeURIComponent(id)}` : ""
      }` || "#";
    },
    image(source, where) {
      const to = `show the picture ${source} in ${where}`;
      if (/^data:image\//i.test(source)) return source;
      if (ABSOLUTE.test(source)) {
        throw new SiteError(
          `Cannot ${to}: pages need no network, so it must be a file; put it beside the text`,
        );
      }
      return embed(resolve(dirname(path), decode(source, to)), { to });
    },
  };
}

/**
 * What one cell of a page is told: errors name it, and it may carry pictures with it.
 *
 * @param context The page.
 * @param options `index`: of the cell among all of the notebook; `cell`: it, if it is of text.
 */
export function contextOfCell(
  context: MarkdownContext,
  { index, cell }: { index: number; cell?: TextCell },
): MarkdownContext {
  return {
    ...context,
    where: `${context.where}, cell ${index + 1} of all`,
    image(source, where) {
      if (!source.startsWith("attachment:")) return context.image(source, where);
      const to = `show the picture ${source} in ${where}`;
      const name = decode(source.slice("attachment:".length), to);
      const attachments = new Map(Object.entries(cell?.attachments ?? {}));
      const [found] = Object.entries(attachments.get(name) ?? {});
      if (found === undefined) {
        throw new SiteError(
          `Cannot ${to}: found the attachments ` +
            `${[...attachments.keys()].join(", ") || "of no name"}; insert it again`,
        );
      }
      return toDataUri(...found, { to });
    },
  };
}

/** An address as the name of a file. */
function decode(address: string, to: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    throw new SiteError(
      `Cannot ${to}: what follows a percent sign in it is no letter; write %25 for the sign itself`,
    );
  }
}

function assertExists(path: string, { to }: { to: string }): void {
  try {
    Deno.statSync(path);
  } catch (error) {
    throw fileError(error, { to, path });
  }
}

function embed(path: string, { to }: { to: string }): string {
  const medium = pictureExtensions.get(extname(path).toLowerCase());
  if (medium === undefined) {
    throw new SiteError(
      `Cannot ${to}: its name ends with none of ${[...pictureExtensions.keys()].join(", ")}`,
    );
  }
  let bytes: Uint8Array;
  try {
    bytes = Deno.readFileSync(path);
  } catch (error) {
    throw fileError(error, { to, path });
  }
  const content = medium === "image/svg+xml" ? new TextDecoder().decode(bytes) : bytes.toBase64();
  return toDataUri(medium, content, { to });
}
