// The drawing pad as a page on this machine: `deno task draw`.

import { parseArgs } from "@std/cli/parse-args";
import { drawingPad } from "./drawing_pad.ts";

const USAGE = `Usage: deno task draw [--port PORT] [MODEL...]

Serves a page to draw digits on.

  MODEL         The networks to choose from, of data/models/ (all of them)
  --port PORT   Where the page is served (8000; 0 takes any that is free)`;

if (import.meta.main) {
  const code = await main(Deno.args);
  if (code !== 0) Deno.exit(code);
}

/**
 * Serves the page until the program ends.
 *
 * @param args The command line.
 * @returns The exit code if the page cannot be served, and 0 as soon as it is.
 */
async function main(args: readonly string[]): Promise<number> {
  const { _: names, port: text, help } = parseArgs([...args], {
    string: ["port", "_"],
    boolean: ["help"],
    alias: { h: "help" },
    default: { port: "8000" },
  });
  const port = Number(text);
  const isPort = /^\d+$/.test(text) && port < 2 ** 16;
  if (help || !isPort) {
    (help ? console.log : console.error)(
      help ? USAGE : `Cannot serve at port "${text}": it must be a number from 0 to 65535`,
    );
    return help ? 0 : 2;
  }
  try {
    const page = await padPage(names.length > 0 ? names.map(String) : undefined);
    serve(page, { port });
    return 0;
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) {
      console.error(`Cannot serve at port ${port}: it is in use; choose another with --port`);
    } else if (error instanceof RangeError || error instanceof Deno.errors.NotFound) {
      console.error(error.message);
    } else throw error;
    return 1;
  }
}

/**
 * A whole page with a drawing pad.
 *
 * @param models Names of saved models; all of them if left out.
 */
export async function padPage(models?: readonly string[]): Promise<string> {
  const { media } = await drawingPad({ models });
  return `<!doctype html>
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
}

/**
 * Serves a page to this machine alone.
 *
 * @returns The server, which prints its address as soon as it listens.
 * @throws {Deno.errors.AddrInUse} If the port is taken.
 */
export function serve(page: string, { port }: { port: number }): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve(
    {
      hostname: "127.0.0.1",
      port,
      onListen: ({ port }) => console.log(`Draw a digit at http://localhost:${port}/`),
    },
    (request) =>
      new URL(request.url).pathname === "/"
        ? new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } })
        : new Response("Not found\n", { status: 404 }),
  );
}
