// The command line that all programs share: what it refuses, what it prints, its exit codes.

import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  type Command,
  explain,
  type Options,
  runCommand,
  UsageError,
  UserError,
} from "../../lib/system/command_line.ts";

const options = {
  all: { type: "boolean" },
  name: { type: "string", multiple: true },
} as const;

/** Runs a command, and takes what it prints. */
async function run<Known extends Options>(
  args: readonly string[],
  command: Partial<Command<Known>> & { readonly options: Known },
) {
  const printed = { log: "", error: "" };
  const { log, error } = console;
  console.log = (value: unknown) => printed.log += `${value}\n`;
  console.error = (value: unknown) =>
    printed.error += value instanceof Error ? `${value.stack}\n` : `${value}\n`;
  try {
    const code = await runCommand(args, {
      usage: "Usage: it",
      run: () => Promise.resolve(0),
      ...command,
    });
    return { code, ...printed };
  } finally {
    Object.assign(console, { log, error });
  }
}

Deno.test("runCommand hands over options and arguments, and takes the exit code", async () => {
  const { code } = await run(["--all", "a", "--name=b", "--name", "c", "--", "-d"], {
    options,
    run({ values, positionals }) {
      assertEquals({ ...values }, { all: true, name: ["b", "c"] });
      assertEquals(positionals, ["a", "-d"]);
      return Promise.resolve(7);
    },
  });
  assertEquals(code, 7);
});

Deno.test("runCommand prints how to use it when asked, and does nothing", async () => {
  const never = () => Promise.reject(new Error("it ran"));
  for (const args of [["--help"], ["-h"], ["--all", "--help", "argument"]]) {
    assertEquals(await run(args, { options, run: never, maxArguments: 0 }), {
      code: 0,
      log: "Usage: it\n",
      error: "",
    });
  }
});

Deno.test("runCommand names what it cannot understand, and does nothing", async () => {
  const never = () => Promise.reject(new Error("it ran"));
  const known = "known are --all, --name, --help";
  const wanted: [string[], string][] = [
    [["--al"], `Cannot understand the option --al: ${known}; did you mean --all?`],
    [["--prot=80"], `Cannot understand the option --prot: ${known}`],
    [["-x"], `Cannot understand the option -x: ${known}`],
    [["--name"], "Cannot understand the arguments: Option '--name <value>' argument missing"],
    [["--all=3"], "Cannot understand the arguments: Option '--all' does not take an argument"],
    [["one", "two"], "Cannot understand the argument two: there are at most 1"],
  ];
  for (const [args, message] of wanted) {
    assertEquals(await run(args, { options, run: never, maxArguments: 1 }), {
      code: 2,
      log: "",
      error: `${message}\n\nUsage: it\n`,
    });
  }
  const { error } = await run(["one"], { options, run: never, maxArguments: 0 });
  assertStringIncludes(error, "Cannot understand the argument one: there are none but options\n");
});

Deno.test("runCommand tells how to use a command that finds its arguments senseless", async () => {
  const { code, error } = await run([], {
    options,
    run: () => Promise.reject(new UsageError("Cannot run nothing")),
  });
  assertEquals([code, error], [2, "Cannot run nothing\n\nUsage: it\n"]);
});

Deno.test("runCommand prints an error for the user without its stack, and others with it", async () => {
  const expected = await run([], { options, run: () => Promise.reject(new UserError("no luck")) });
  assertEquals(expected, { code: 1, log: "", error: "no luck\n" });
  const unexpected = await run([], { options, run: () => Promise.reject(new Error("a fault")) });
  assertEquals(unexpected.code, 1);
  assertStringIncludes(unexpected.error, "Error: a fault\n    at ");
});

Deno.test("explain leaves out the stack of what the system refuses", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/${"x".repeat(300)}`;
  try {
    for (const refused of [path, folder, `${folder}/gone`]) {
      const error = await Deno.readTextFile(refused).catch((error) => error);
      assertEquals(explain(error), error.message);
    }
  } finally {
    await Deno.remove(folder);
  }
  const fault = new TypeError("a fault");
  assertEquals(explain(fault), fault);
});
