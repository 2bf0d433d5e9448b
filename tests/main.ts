// `deno task test`: format, lint, types, docs, then the tests and the examples in the docs.

import { fromFileUrl } from "@std/path";
import { resolveArgument, runCommand } from "../lib/system/command_line.ts";
import { denoProgram } from "../lib/system/run_deno.ts";
import { interruptSignal } from "../lib/system/signals.ts";

const USAGE = `Usage: deno task test [OPTION...] [PATH...]

Checks format, lint, types, cells and docs, then runs the tests and the examples in the docs.

  PATH           Tests, or folders of them; all of lib/ and tests/ unless told
  --filter=TEXT  Only tests with this in their names, or with /this pattern/
  --parallel     Test files side by side
  --shuffle      Tests in another order each time`;

const root = fromFileUrl(new URL("..", import.meta.url));

/** What must be in order before a test is worth its time, as arguments for Deno. */
const checks: readonly (readonly string[])[] = [
  ["fmt", "--check", "README.md", "CONTRIBUTING.md", "deno.json", ".vscode/", "lib/", "tests/"],
  ["lint"],
  [
    "run",
    "--frozen",
    "--no-prompt",
    "--allow-read=.",
    "--allow-write=notebooks",
    `--allow-run=${denoProgram()}`,
    "lib/jupyter/main.ts",
    "check",
  ],
  ["doc", "--lint", "lib/mod.ts"],
];

if (import.meta.main) Deno.exit(await main(Deno.args));

/**
 * Runs the checks and the tests, up to the first that fails.
 *
 * @param args Paths and options, as on the command line.
 * @returns The exit code: that of what failed, 2 if the arguments make no sense, 130 after a signal.
 */
export async function main(args: readonly string[]): Promise<number> {
  return await runCommand(args, {
    usage: USAGE,
    options: {
      filter: { type: "string" },
      parallel: { type: "boolean" },
      shuffle: { type: "boolean" },
    },
    async run({ values: { filter, parallel, shuffle }, positionals }) {
      const paths = positionals.length > 0 ? positionals.map(resolveArgument) : ["lib/", "tests/"];
      const options = [
        ...filter === undefined ? [] : [`--filter=${filter}`],
        ...parallel ? ["--parallel"] : [],
        ...shuffle ? ["--shuffle"] : [],
      ];
      const test = ["test", "-P", "--frozen", "--doc", ...options, ...paths];
      for (const command of [...checks, test]) {
        const code = await run(command);
        if (code !== 0) return code;
      }
      return 0;
    },
  });
}

/** Runs a command of Deno in the folder of the project, on the same terminal. */
async function run(args: readonly string[]): Promise<number> {
  const signal = interruptSignal();
  signal.throwIfAborted();
  const { code } = await new Deno.Command(denoProgram(), {
    args: [...args],
    cwd: root,
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
    signal,
  }).output();
  signal.throwIfAborted();
  return code;
}
