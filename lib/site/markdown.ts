// Markdown as notebooks use it: tables, equations between dollar signs, links to other notebooks.

import { tex } from "@mdit/plugin-tex";
import type GithubSlugger from "github-slugger";
import MarkdownIt, { type Token } from "markdown-it";
import { escapeXml } from "../charts/escape.ts";
import { renderEquation } from "./equations.ts";
import { highlight } from "./highlight.ts";
import { sanitizeHtml } from "./raw_html.ts";

/** What a text needs to know of the page it stands in. */
export interface MarkdownContext {
  /** How errors call the text, such as "02-softmax.ipynb, cell 3 of all". */
  readonly where: string;
  /** Makes the anchors of headings, each only once in a page. */
  readonly slugger: GithubSlugger;
  /** The address of what a link of a text points to, or undefined where that is not part of the site. */
  readonly link: (target: string, where: string) => string | undefined;
  /** The address of a picture in a text. */
  readonly image: (source: string, where: string) => string;
  /** The link that a comment of a text stands for; undefined for most. */
  readonly commentLink?: (comment: string, where: string) => CommentLink | undefined;
  /** Called for each heading. */
  readonly onHeading?: (heading: Heading) => void;
}

/** A link that a comment stands for. */
export interface CommentLink {
  readonly address: string;
  readonly text: string;
}

/** A heading of a page. */
export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  /** Without markup. */
  readonly text: string;
  /** The anchor that links point to. */
  readonly id: string;
}

const markdownIt = new MarkdownIt({ html: true, linkify: true, highlight })
  .use(tex, {
    mathFence: true,
    render: (equation, display, { where }: MarkdownContext) =>
      renderEquation(equation, { display, where }),
  });

// Only addresses with a scheme become links: "README.md" is no address.
markdownIt.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

Object.assign(
  markdownIt.renderer.rules,
  {
    heading_open(tokens, i, options, { slugger, onHeading }: MarkdownContext, renderer) {
      const text = plainText(tokens[i + 1]);
      const heading = { level: Number(tokens[i].tag[1]), text, id: slugger.slug(text) };
      tokens[i].attrSet("id", heading.id);
      onHeading?.(heading);
      return renderer.renderToken(tokens, i, options);
    },
    link_open(tokens, i, options, { link, where }: MarkdownContext, renderer) {
      const address = link(tokens[i].attrGet("href") ?? "", where);
      // Without an address the element is still there, but nothing to click.
      if (address === undefined) tokens[i].attrs = null;
      else tokens[i].attrSet("href", address);
      return renderer.renderToken(tokens, i, options);
    },
    image(tokens, i, options, context: MarkdownContext, renderer) {
      const { children, content } = tokens[i];
      tokens[i].attrSet("src", context.image(tokens[i].attrGet("src") ?? "", context.where));
      tokens[i].attrSet("alt", renderer.renderInlineAsText(children ?? [], options, { content }));
      return renderer.renderToken(tokens, i, options);
    },
    html_block: (tokens, i, _, context: MarkdownContext) => renderHtml(tokens[i].content, context),
    html_inline: (tokens, i, _, context: MarkdownContext) => renderHtml(tokens[i].content, context),
    table_open: () => `<div class="scroll"><table>\n`,
    table_close: () => `</table></div>\n`,
  } satisfies MarkdownIt["renderer"]["rules"],
);

/** Comments are for whoever edits the text, but for those that stand for a link. */
function renderHtml(content: string, { commentLink, where }: MarkdownContext): string {
  const link = commentLink?.(content, where);
  if (link === undefined) return sanitizeHtml(content);
  return `<a href="${escapeXml(link.address)}" class="try">${escapeXml(link.text)}</a>\n`;
}

/**
 * Renders a text in Markdown.
 *
 * @param text The text.
 * @param context The page it stands in.
 * @returns HTML.
 * @throws {SiteError} If an equation cannot be typeset, or a link or picture leads nowhere.
 */
export function renderMarkdown(text: string, context: MarkdownContext): string {
  // Half a character has no address, which headings need.
  return markdownIt.render(text.toWellFormed(), context);
}

/**
 * Finds how a text begins.
 *
 * @param text A text in Markdown.
 * @returns Its first heading, without markup, and its first paragraph, in Markdown.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readOpening } from "./markdown.ts";
 *
 * assertEquals(readOpening("# The *sigmoid*\n\nWhat is $x$?\nAnd $y$?\n\nLater."), {
 *   title: "The sigmoid",
 *   paragraph: "What is $x$?\nAnd $y$?",
 * });
 * ```
 */
export function readOpening(text: string): { title?: string; paragraph?: string } {
  const tokens = markdownIt.parse(text.toWellFormed(), {});
  const inside = (type: string) => tokens[tokens.findIndex((token) => token.type === type) + 1];
  const has = (type: string) => tokens.some((token) => token.type === type);
  return {
    title: has("heading_open") ? plainText(inside("heading_open")) : undefined,
    paragraph: has("paragraph_open") ? inside("paragraph_open").content : undefined,
  };
}

/** The text of a heading or paragraph without its markup. */
function plainText({ children }: Token): string {
  const texts = (children ?? []).map(({ type, content }) =>
    type === "softbreak" ? " " : type === "html_inline" ? "" : content
  );
  return texts.join("");
}
