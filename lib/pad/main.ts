// The drawing pad as a page on this machine: `deno task draw`.

import { runCommand, UsageError } from "../system/command_line.ts";
import { padPage } from "./pad_page.ts";
import { startServer } from "./server.ts";

const USAGE = `Usage: deno task draw [OPTION...] [MODEL...]

Serves a page to draw digits on, to this machine alone, until Ctrl-C.

  MODEL        A network to choose on the page, one of data/models/ (all that can be loaded)
  --port=PORT  Where the page is served (8000; 0 takes any that is free)`;

if (import.meta.main) Deno.exit(await main(Deno.args));

/**
 * Serves the page until the program ends.
 *
 * @param args The command line.
 * @returns The exit code if the page cannot be served.
 */
export async function main(args: readonly string[]): Promise<number> {
  return await runCommand(args, {
    usage: USAGE,
    options: { port: { type: "string" } },
    async run({ values: { port = "8000" }, positionals }) {
      if (!/^\d{1,5}$/.test(port) || Number(port) >= 2 ** 16) {
        throw new UsageError(
          `Cannot serve at port "${port}": it must be an integer from 0 to 65535`,
        );
      }
      const page = await padPage(positionals.length > 0 ? positionals : undefined);
      const server = await startServer(page, { port: Number(port) });
      console.log(`Draw a digit at http://localhost:${server.port}/`);
      await server.closed;
      return 0;
    },
  });
}
