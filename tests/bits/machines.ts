// The machines and engines on which the small trainings must end in the same bits.

import { fromFileUrl } from "@std/path";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { startChromium } from "../browsers/devtools.ts";
import { type PageResult, resultOf } from "../browsers/driver.ts";
import { startFirefox } from "../browsers/firefox.ts";
import { installChromium, installFirefox, installWebKit } from "../browsers/install.ts";
import { startWebKit } from "../browsers/webkit.ts";
import type { BitsMachine } from "../../lib/records/bits_record.ts";
import { installArm64, installWithoutFma } from "./emulators.ts";
import { writePage } from "./page.ts";
import type { Mnist } from "./trainings.ts";

/** A machine, or an engine. */
export interface Machine {
  readonly name: string;
  /** Whether it is part of the short form, which the gate runs. */
  readonly short: boolean;
  /**
   * Trains on it, after what it takes has been installed.
   *
   * @param options `mnist`: to train generation 1, too, where that is done in minutes.
   * @throws {UserError} If what it takes cannot be had here.
   */
  run(options: { mnist?: Mnist }): Promise<BitsMachine>;
}

const program = fromFileUrl(new URL("./train.ts", import.meta.url));

/** All of them. */
export const machines: readonly Machine[] = [
  inDeno("This processor", { threads: 1, short: true, fast: true }),
  inDeno("This processor", { threads: 2, short: true, fast: true }),
  inDeno("This processor", { threads: 3, short: false, fast: true }),
  inDeno("This processor, exact rounding", {
    threads: 1,
    short: false,
    fast: true,
    env: { ROUNDING: "exact" },
  }),
  inDeno("ARM64, emulated", { threads: 1, short: true, command: installArm64 }),
  inDeno("x86-64 without FMA, emulated", {
    threads: 1,
    short: true,
    command: () => installWithoutFma(denoProgram()),
  }),
  inPage("Chromium", {
    short: true,
    open: async (url) => {
      const path = await installChromium();
      return await resultOf(url, () => startChromium(path));
    },
  }),
  inPage("Firefox", {
    short: false,
    open: async (url) => {
      const path = await installFirefox();
      return await resultOf(url, () => startFirefox(path));
    },
  }),
  inPage("WebKitGTK", {
    short: false,
    open: async (url) => {
      const programs = await installWebKit();
      return await resultOf(url, () => startWebKit(programs));
    },
  }),
];

/** A Deno, perhaps emulated. */
function inDeno(
  name: string,
  { threads, short, fast = false, env = {}, command = () => Promise.resolve([denoProgram()]) }: {
    threads: number;
    short: boolean;
    /** Whether generation 1 is done in minutes. */
    fast?: boolean;
    env?: Record<string, string>;
    command?: () => Promise<readonly string[]>;
  },
): Machine {
  return {
    name: `${name}, ${threads} ${threads === 1 ? "thread" : "threads"}`,
    short,
    async run({ mnist }) {
      const [executable, ...args] = await command();
      const file = await Deno.makeTempFile({ suffix: ".json" });
      try {
        if (mnist !== undefined && fast) {
          const { images, labels, recipe } = mnist;
          const task = { recipe, images: images.toBase64(), labels: labels.toBase64() };
          await Deno.writeTextFile(file, JSON.stringify(task));
        }
        const { code, signal, stdout } = await new Deno.Command(executable, {
          args: [...args, "run", "--frozen", "--no-check", "--no-code-cache", "-A", program, file],
          env: { NO_COLOR: "1", BACKEND: "wasm", THREADS: `${threads}`, ROUNDING: "", ...env },
          stderr: "inherit",
        }).output();
        if (code !== 0) {
          const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
          throw new Error(`Cannot train on ${name}: Deno ended ${how}`);
        }
        const [about, ...trainings] = new TextDecoder().decode(stdout).trim().split("\n")
          .map((line) => JSON.parse(line));
        return { name: this.name, ...about, trainings };
      } finally {
        await Deno.remove(file);
      }
    },
  };
}

/** A browser, which opens a page from a file. */
function inPage(
  name: string,
  { short, open }: { short: boolean; open: (url: string) => Promise<PageResult> },
): Machine {
  return {
    name,
    short,
    async run({ mnist }) {
      const directory = await Deno.makeTempDir();
      try {
        const { version, result } = await open(await writePage(directory, { mnist }));
        const { error, rounding, threads, trained: trainings } = JSON.parse(result);
        if (error !== undefined) throw new Error(`Cannot train in ${name}: ${error}`);
        return { name, engine: `${name} ${version}`, rounding, threads, trainings };
      } finally {
        await Deno.remove(directory, { recursive: true });
      }
    },
  };
}
