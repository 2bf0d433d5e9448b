// What all programs of the project do with their command line: options, help, errors and exit codes.

import { resolve } from "@std/path";
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { didYouMean } from "./schema.ts";
import { INTERRUPTED, wasInterrupted } from "./signals.ts";
import { UserError } from "./user_error.ts";

export { UserError };

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
  /** How many arguments it takes beside its options; any number unless told. */
  readonly maxArguments?: number;
  /**
   * Does the work.
   *
   * @returns The exit code.
   * @throws {UsageError} If the arguments make no sense together.
   */
  run(args: Arguments<Known>): Promise<number>;
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
  command: Command<Known>,
): Promise<number> {
  try {
    const given = parse(args, command);
    if ("help" in given.values) {
      console.log(command.usage);
      return 0;
    }
    return await command.run(given);
  } catch (error) {
    if (await wasInterrupted()) return INTERRUPTED;
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${command.usage}`);
      return 2;
    }
    console.error(explain(error));
    return 1;
  }
}

function parse<Known extends Options>(
  args: readonly string[],
  { options, maxArguments = Infinity }: Command<Known>,
): Arguments<Known> {
  const known: Options = { ...options, help: { type: "boolean", short: "h" } };
  let given;
  try {
    given = parseArgs({ args: [...args], options: known, allowPositionals: true });
  } catch (error) {
    throw new UsageError(describeParseError(error as Error, known));
  }
  const { values, positionals } = given;
  if (positionals.length > maxArguments && !("help" in values)) {
    throw new UsageError(
      `Cannot understand the argument ${positionals[maxArguments]}: ` +
        (maxArguments === 0 ? "there are none but options" : `there are at most ${maxArguments}`),
    );
  }
  return given as Arguments<Known>;
}

function describeParseError({ message }: Error, known: Options): string {
  const [, option] = /^Unknown option '(-+[^']*)'/.exec(message) ?? [];
  if (option === undefined) return `Cannot understand the arguments: ${message}`;
  const names = Object.keys(known).map((name) => `--${name}`);
  return `Cannot understand the option ${option}: known are ${names.join(", ")}` +
    didYouMean(option, names);
}

/** What to print of an error: one that says all there is to say to the user goes without its stack. */
export function explain(error: unknown): unknown {
  if (error instanceof Deno.errors.NotCapable) {
    const [needs] = error.message.split(", run again");
    return `Cannot go on: ${needs}, and a task of deno.json may do no more than it needs in this ` +
      "folder; start its program with deno run -A instead of deno task";
  }
  return isExpected(error) ? error.message : error;
}

/**
 * The path that was meant on the command line. A task starts in the folder of deno.json, and INIT_CWD is
 * where the user was.
 */
export function resolveArgument(path: string): string {
  return resolve(Deno.env.get("INIT_CWD") ?? Deno.cwd(), path);
}

function isExpected(error: unknown): error is Error {
  if (error instanceof UserError || error instanceof SyntaxError || error instanceof RangeError) {
    return true;
  }
  if (Object.values(Deno.errors).some((Known) => error instanceof Known)) return true;
  // Errors of the system that Deno has no class for, such as those of a full disk.
  return error instanceof Error && "code" in error && /^E[A-Z0-9]+$/.test(`${error.code}`);
}
