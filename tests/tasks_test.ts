// The tasks of deno.json, in a project of a name with spaces and umlauts, started from another folder.

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import config from "../deno.json" with { type: "json" };
import { loadMnist } from "../lib/data/mod.ts";
import { writeNotebook } from "../lib/jupyter/mod.ts";
import { denoProgram } from "../lib/system/run_deno.ts";
import { drawPage } from "./inference/draw_page.ts";
import { createNotebook } from "./jupyter/temporary_notebook.ts";
import { freePort, hasServer, Testbed } from "./queue/testbed.ts";
import { withDirectory } from "./system/temporary_directory.ts";

const root = fromFileUrl(new URL("..", import.meta.url));

/** A permission that a command gives, with what it is for. */
const PERMISSION = / --allow-(\w+)(?:=(?:"[^"]*"|[^\s"]+)+)?/g;

const commands = new Map(
  Object.entries(config.tasks).map(([name, { command }]) => [name, command]),
);

/** How a task is started here, and what it says when all is well. */
interface Task {
  readonly args: readonly string[];
  readonly says: RegExp;
  /** A server has no end of its own. */
  readonly isEndless?: boolean;
  /** Whether it needs nats-server, and a queue to be there or the port free. */
  readonly queue?: "needed" | "started";
}

/** The port of the queue, in arguments. */
const PORT = "PORT";

/** How tasks are started here, and what they say when all is well; those that take minutes are left out. */
const tasks: { readonly [name: string]: Task } = {
  notebooks: { args: ["--directory=../notebooks", "01"], says: /^01.*: done in/m },
  predict: { args: ["page.png"], says: /^page\.png: / },
  draw: {
    args: ["--port=0", "sigmoid"],
    says: /^Draw a digit at http:\/\/localhost:\d+\/\n$/,
    isEndless: true,
  },
  queue: {
    args: ["--host=0.0.0.0", `--port=${PORT}`, "--directory=../queue"],
    says: /deno task work --queue=[^]*^0 waiting, 0 running/m,
    isEndless: true,
    queue: "started",
  },
  work: {
    args: [`--queue=nats://127.0.0.1:${PORT}`],
    says: / works for nats:/,
    isEndless: true,
    queue: "needed",
  },
  report: { args: ["--output=../pages"], says: /Wrote \d+ pages/ },
  kernel: { args: [], says: /^Installed the kernel "Deno"/ },
};

/** Runs a task until it ends, or has said that all is well. */
async function run(
  project: string,
  { name, port }: { name: string; port: number },
): Promise<{ stdout: string; stderr: string }> {
  const { says, isEndless, ...task } = tasks[name];
  const args = task.args.map((arg) => arg.replace(PORT, `${port}`));
  const child = new Deno.Command(denoProgram(), {
    args: ["task", "--quiet", name, ...args],
    cwd: join(project, "lib"),
    env: {
      NO_COLOR: "1",
      INIT_CWD: join(project, "lib"),
      JUPYTER_DATA_DIR: join(project, "jupyter"),
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stderr = new Response(child.stderr).text();
  let stdout = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    stdout += text;
    if (isEndless && says.test(stdout)) child.kill("SIGTERM");
  }
  await child.status;
  return { stdout, stderr: await stderr };
}

/** The same tasks, one of them with another command. */
async function writeConfig(project: string, name: string, command: string): Promise<void> {
  const changed = { ...config, tasks: { ...config.tasks, [name]: { command } } };
  await Deno.writeTextFile(join(project, "deno.json"), JSON.stringify(changed));
}

/** Copies the parts of the project that tasks need. */
async function copyProject(project: string): Promise<void> {
  await copy(join(root, "lib"), join(project, "lib"));
  for (const file of ["deno.lock", "README.md", "CONTRIBUTING.md", "LICENSE"]) {
    await Deno.copyFile(join(root, file), join(project, file));
  }
  await copy(join(root, "data", "records"), join(project, "data", "records"));
  await Deno.mkdir(join(project, "data", "models"));
  for (const model of ["sigmoid", "cnn"]) {
    const path = join("data", "models", `${model}.safetensors`);
    await Deno.copyFile(join(root, path), join(project, path));
  }
  await copy(join(root, "data", "models", "pages"), join(project, "data", "models", "pages"));
  await Deno.mkdir(join(project, "notebooks"));
  // What the README leads to.
  for await (const { name } of Deno.readDir(join(root, "notebooks"))) {
    if (/^(?!01).*\.ipynb$/.test(name)) {
      await Deno.copyFile(join(root, "notebooks", name), join(project, "notebooks", name));
    }
  }
  const notebook = createNotebook(["6 * 7;"], { outputs: [[]] });
  await writeNotebook(join(project, "notebooks", "01-sigmoid-and-squared-error.ipynb"), notebook);
  await Deno.writeFile(
    join(project, "lib", "page.png"),
    drawPage((await loadMnist()).test, { rows: [[0]] }),
  );
}

async function copy(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    if (isDirectory) await copy(source, target);
    else await Deno.copyFile(source, target);
  }
}

/** Calls with the port of a queue, where the task needs one, and of none where it starts one. */
async function withPort(name: string, work: (port: number) => Promise<void>): Promise<void> {
  if (tasks[name].queue === "needed") await Testbed.use(({ port }) => work(port));
  else await work(freePort());
}

for (const [name, { says, queue }] of Object.entries(tasks)) {
  const isMissing = queue !== undefined && !hasServer;
  Deno.test({
    name: `deno task ${name} has the permissions that it needs, and no other${
      isMissing ? " (no nats-server is installed)" : ""
    }`,
    // Of the shell's substitution there and of paths with a drive nothing is known here.
    ignore: Deno.build.os === "windows" || isMissing,
    fn: () =>
      withPort(name, async (port) => {
        await withDirectory(async (folder) => {
          const project = join(folder, "Projekt mit Leerzeichen und Ümlaut");
          await copyProject(project);
          const command = commands.get(name)!;
          await writeConfig(project, name, command);
          const { stdout, stderr } = await run(project, { name, port });
          assertMatch(stdout, says, stderr);
          const programs = command.split("&& ");
          const program = programs.pop()!;
          const permissions = [...program.matchAll(PERMISSION)];
          assert(permissions.length > 0);
          for (const [flag, permission] of permissions) {
            await writeConfig(project, name, [...programs, program.replace(flag, "")].join("&& "));
            const without = await run(project, { name, port });
            assertEquals(says.test(without.stdout), false, `${flag} is not needed`);
            assertStringIncludes(without.stderr, `Requires ${permission} access`);
          }
        });
      }),
  });
}

Deno.test("no task may do everything, or changes the lockfile", () => {
  for (const [name, command] of commands) {
    for (const program of command.split("&& ").filter((part) => /^deno (run|test) /.test(part))) {
      assertEquals(/ (-A|--allow-all|--no-lock)\b/.test(program), false, name);
      assertStringIncludes(program, "--frozen", name);
    }
  }
});

Deno.test("plain deno test says how tests are run", async () => {
  const { code, stderr } = await new Deno.Command(denoProgram(), {
    args: ["test", "tests/house_test.ts"],
    cwd: root,
  }).output();
  assertEquals(code, 1);
  assertStringIncludes(new TextDecoder().decode(stderr), "Did you mean to run with `-P`");
});

Deno.test("every task says with --help what it takes, and names what it does not know", async () => {
  for (const name of commands.keys()) {
    const ask = (argument: string) =>
      new Deno.Command(denoProgram(), {
        args: ["task", "--quiet", name, argument],
        cwd: root,
        env: { NO_COLOR: "1" },
        stdin: "null",
      }).output();
    const help = await ask("--help");
    assertEquals(help.code, 0, name);
    assertMatch(new TextDecoder().decode(help.stdout), new RegExp(`^Usage: deno task ${name}\\b`));
    const unknown = await ask("--nonsense");
    assertEquals(unknown.code, 2, name);
    assertStringIncludes(
      new TextDecoder().decode(unknown.stderr),
      "Cannot understand the option --nonsense: known are",
    );
  }
});
