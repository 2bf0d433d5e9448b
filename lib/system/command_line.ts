// What all programs of the project do with their command line: options, help, errors and exit codes.

import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { INTERRUPTED, wasInterrupted } from "./signals.ts";

/** An option that a command has, as `node:util` describes them. */
export type Options = ParseArgsOptionsConfig;

/** The options and the other arguments that were given. */
export type Arguments<Known extends Options> = ReturnType<
  typeof parseArgs<{ options: Known; allowPositionals: true }>
>;

/** A program that is started from the command line. */
export interface Command<Known extends Options> {
  /** What `--help` prints. */
  readonly usage: string;
  readonly options: Known;
  /**
   * Does the work.
   *
   * @returns The exit code.
   * @throws {UsageError} If the arguments make no sense together.
   */
  run(args: Arguments<Known>): Promise<number>;
}

/** An error that says all there is to say to the user, so that no stack is printed beside it. */
export class UserError extends Error {
  override name = "UserError";
}

/** Arguments that a command cannot take. */
export class UsageError extends UserError {
  override name = "UsageError";
}

/**
 * Runs a command.
 *
 * @param args The command line.
 * @param command What it knows and does.
 * @returns The exit code: that of the command; 0 after `--help`; 2 if an argument is unknown or makes no
 * sense, which is then named; 1 if the work failed, after its error is printed; 130 if a signal ended it.
 */
export async function runCommand<Known extends Options>(
  args: readonly string[],
  { usage, options, run }: Command<Known>,
): Promise<number> {
  try {
    const given = parse(args, { ...options, help: { type: "boolean", short: "h" } });
    if ("help" in given.values) {
      console.log(usage);
      return 0;
    }
    return await run(given as Arguments<Known>);
  } catch (error) {
    if (await wasInterrupted()) return INTERRUPTED;
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${usage}`);
      return 2;
    }
    console.error(explain(error));
    return 1;
  }
}

function parse<Known extends Options>(args: readonly string[], options: Known) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** What to print of an error: one that says all there is to say to the user goes without its stack. */
export function explain(error: unknown): unknown {
  const expected = error instanceof UserError || error instanceof SyntaxError ||
    error instanceof RangeError ||
    Object.values(Deno.errors).some((Known) => error instanceof Known);
  return expected ? (error as Error).message : error;
}
