// The system room: files, processes, signals and the terminal, as all programs here treat them.

export { assertWritable } from "./assert_writable.ts";
export * from "./command_line.ts";
export { duration } from "./duration.ts";
export { environmentOf, environmentOptions, setEnvironment } from "./environment_options.ts";
export { fileError } from "./file_error.ts";
export { type ForeignFile, foreignFile } from "./foreign_file.ts";
export { denoProgram, type DenoResult, runDeno, type RunDenoOptions } from "./run_deno.ts";
export { INTERRUPTED, interruptSignal, wasInterrupted } from "./signals.ts";
export * from "./terminal_line.ts";
export { writeFileAtomic } from "./write_file_atomic.ts";
