// Equations: typeset at build time by KaTeX, with the fonts that a page needs inside the page.

import katex from "katex";
import katexStyle from "katex/dist/katex.min.css" with { type: "text" };
import { SiteError } from "./site_error.ts";

/** A font as a rule of a style sheet asks for it. */
type Font = `${string} ${string} ${string}`;

/** A rule, or an at-rule without rules in it: its selectors and its declarations. */
const RULE = /([^{}]+)\{([^{}]*)\}/g;

/**
 * Typesets an equation.
 *
 * @param tex The equation in TeX.
 * @param options `display`: on a line of its own; `where`: how errors call the text it stands in.
 * @returns HTML that {@linkcode equationStyle} has the style for, and MathML for screen readers.
 * @throws {SiteError} If it is not TeX that KaTeX knows.
 */
export function renderEquation(
  tex: string,
  { display, where }: { display: boolean; where: string },
): string {
  try {
    return katex.renderToString(tex, { displayMode: display, strict: "error" });
  } catch (error) {
    // Another error than KaTeX's own comes of an equation that is nested too deeply.
    const reason = error instanceof katex.ParseError ? error.message : "it is too deep";
    throw new SiteError(
      `Cannot typeset the equation ${shorten(tex.trim())} in ${where}: ${reason}`,
    );
  }
}

/** As much of an equation as an error has room for. */
function shorten(tex: string): string {
  return tex.length > 100 ? `${tex.slice(0, 99)}…` : tex;
}

/**
 * The style of the equations in a page: KaTeX's own, and those of its fonts that the page uses, as data
 * URIs, since a browser does not let a page from the disk load a font beside it.
 *
 * @param html The page.
 * @returns The style sheet; an empty one for a page without equations.
 */
export async function equationStyle(html: string): Promise<string> {
  const classes = new Set(
    [...html.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => names.split(" ")),
  );
  if (!classes.has("katex")) return "";
  const rules = [...katexStyle.matchAll(RULE)]
    .map(([rule, selectors, declarations]) => ({ rule, selectors, declarations }));
  const isFace = ({ selectors }: { selectors: string }) => selectors === "@font-face";
  const wanted = new Set(
    rules.filter((rule) => !isFace(rule) && isUsed(rule.selectors, classes))
      .map(({ declarations }) => fontOf(declarations)),
  );
  const faces = rules.filter((rule) => isFace(rule) && wanted.has(fontOf(rule.declarations)));
  return [
    ...await Promise.all(faces.map(({ rule }) => embedFont(rule))),
    ...rules.filter((rule) => !isFace(rule)).map(({ rule }) => rule),
  ].join("");
}

/** Whether every class of one of the selectors is in the page. */
function isUsed(selectors: string, classes: ReadonlySet<string>): boolean {
  return selectors.split(",").some((selector) =>
    [...selector.matchAll(/\.([\w-]+)/g)].every(([, name]) => classes.has(name))
  );
}

/** The font that declarations ask for; what they do not say is as in most of an equation. */
function fontOf(declarations: string): Font {
  const family = declarations.match(/KaTeX_\w+/)?.[0] ?? "KaTeX_Main";
  const weight = declarations.match(/font-weight:(\w+)/)?.[1] ?? "400";
  const style = declarations.match(/font-style:(\w+)/)?.[1] ?? "normal";
  return `${family} ${weight} ${style}`;
}

/** An `@font-face` rule with the font in it, in the one format that all browsers know by now. */
async function embedFont(rule: string): Promise<string> {
  const file = rule.match(/fonts\/[\w-]+\.woff2/)![0];
  const { default: font }: { default: Uint8Array } = await import(`katex/dist/${file}`, {
    with: { type: "bytes" },
  });
  const source = `src:url(data:font/woff2;base64,${font.toBase64()}) format("woff2")`;
  return rule.replace(/src:[^}]*/, source);
}
