// What a page may do: run and show what is in it, and nothing else.

/** A script that runs, with its text. One of another type, such as JSON, is only data. */
const SCRIPT =
  /<script(?:\s+type=["']?(?:module|text\/javascript)["']?)?\s*>([\s\S]*?)<\/script\s*>/gi;
const STYLE = /<style(?:\s[^>]*)?>([\s\S]*?)<\/style\s*>/gi;

/** What scripts need permission for beside running, and the permission. */
const abilities: readonly (readonly [use: RegExp, directive: string, source: string])[] = [
  [/\bWebAssembly\b/, "script-src", "'wasm-unsafe-eval'"],
  [/\bnew Worker\(/, "worker-src", "blob:"],
  // A script beside the page: of its own origin, or of the folder that it lies in. Digests will not do, as
  // browsers do not compare those of files on a disk.
  [/\bcreateElement\("script"\)/, "script-src", "'self' file:"],
];

/**
 * The Content-Security-Policy of a page that loads nothing, unless its scripts load one that lies beside it:
 * pictures and fonts are in it, scripts and styles are allowed by their digests. Attributes may hold styles, as equations do, but no scripts.
 *
 * @param html The whole page, with no line breaks but "\n".
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { contentPolicy } from "./content_policy.ts";
 *
 * const policy = await contentPolicy("<script>alert(1)</script>");
 * assertStringIncludes(policy, "script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='");
 * ```
 */
export async function contentPolicy(html: string): Promise<string> {
  const scripts = [...html.matchAll(SCRIPT)].map(([, script]) => script);
  const styles = [...html.matchAll(STYLE)].map(([, style]) => style);
  const sources = new Map<string, string[]>([
    ["default-src", ["'none'"]],
    ["script-src", await digestsOf(scripts)],
    // For browsers that do not tell elements from attributes.
    ["style-src", ["'unsafe-inline'"]],
    ["style-src-elem", await digestsOf(styles)],
    ["style-src-attr", ["'unsafe-inline'"]],
    ["img-src", ["data:"]],
    ["font-src", ["data:"]],
    ["base-uri", ["'none'"]],
    ["form-action", ["'none'"]],
  ]);
  for (const [use, directive, source] of abilities) {
    if (!scripts.some((script) => use.test(script))) continue;
    sources.set(directive, [...sources.get(directive) ?? [], source]);
  }
  return [...sources].map(([directive, sources]) => `${directive} ${sources.join(" ") || "'none'"}`)
    .join("; ");
}

async function digestsOf(texts: readonly string[]): Promise<string[]> {
  const digests = await Promise.all(texts.map(async (text) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return `'sha256-${new Uint8Array(digest).toBase64()}'`;
  }));
  return [...new Set(digests)];
}
