// Runs another command of this same Deno and takes what it prints.

/**
 * The program of the Deno that runs this one, to start another with.
 *
 * @returns Its path; or "deno", which the system looks for, where only that name may be run: a list of
 * permissions in a file cannot know the path.
 */
export function denoProgram(): string {
  const path = Deno.execPath();
  const { state } = Deno.permissions.querySync({ name: "run", command: path });
  return state === "granted" ? path : "deno";
}

/** What a command printed, and whether it ended well. */
export interface DenoResult {
  readonly success: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command is given beside its arguments. */
export interface RunDenoOptions {
  /** What it reads on its standard input; nothing unless told. */
  readonly stdin?: string;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a command of the Deno that runs this program.
 *
 * @param args The command and its arguments, such as `["fmt", "-"]`.
 * @param directory Where to run it: it finds its deno.json from there.
 * @returns What it printed, without colour codes.
 * @throws The reason of the signal, when that aborts before the command has ended.
 * @throws {Error} If another signal ended the command: what it printed is not all.
 */
export async function runDeno(
  args: readonly string[],
  directory: string,
  { stdin = "", signal }: RunDenoOptions = {},
): Promise<DenoResult> {
  // A signal that aborted before would not end the command.
  signal?.throwIfAborted();
  const child = new Deno.Command(denoProgram(), {
    args: [...args],
    cwd: directory,
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    signal,
  }).spawn();
  const [output] = await Promise.all([child.output(), write(child.stdin, stdin)]);
  signal?.throwIfAborted();
  if (output.signal) throw new Error(`deno ${args[0]} was ended by ${output.signal}`);
  const decoder = new TextDecoder();
  return {
    success: output.success,
    stdout: decoder.decode(output.stdout),
    stderr: decoder.decode(output.stderr),
  };
}

async function write(stream: WritableStream<Uint8Array>, text: string) {
  const writer = stream.getWriter();
  try {
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  } catch (error) {
    // A command may end without reading to the end.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
