// The drawing pad as a whole page, and what that page may do.

import { contentPolicy } from "../system/content_policy.ts";
import { drawingPad } from "./drawing_pad.ts";

/** A page, and the policy to serve it with. */
export interface Page {
  readonly html: string;
  /** A Content-Security-Policy: nothing but the scripts of the page may run, and nothing may be loaded. */
  readonly policy: string;
}

/**
 * A page with a drawing pad.
 *
 * @param models Names of saved models; all of them if left out.
 * @throws {Deno.errors.NotFound} If there is no model of a name.
 * @throws {RangeError} If there is no network at all, or one of those named cannot read drawings.
 */
export async function padPage(models?: readonly string[]): Promise<Page> {
  // A page by itself may be larger than the output of a cell.
  const { media } = await drawingPad({ models, maxBytes: Infinity });
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Draw a digit</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 62rem; margin: 0 auto; padding: 1rem; }
</style>
</head>
<body>
<h1>Draw a digit</h1>
<div>${media["text/html"]}</div>
</body>
</html>
`;
  return { html, policy: `${await contentPolicy(html)}; frame-ancestors 'none'` };
}
