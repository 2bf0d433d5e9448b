// Everything that runs and checks notebooks from outside: the kernel's client, the files, the checks.
export { CellError, type CellLocation } from "./cell_error.ts";
export { checkNotebooks } from "./check_notebooks.ts";
export { Kernel, type KernelOptions } from "./kernel.ts";
export { KernelDiedError } from "./kernel_channels.ts";
export type { CellFailure, ExecuteReply, Header, Message } from "./message.ts";
export {
  type Cell,
  type CellOutput,
  type CodeCell,
  codeCells,
  type MediaBundle,
  type Metadata,
  type Notebook,
  type TextCell,
} from "./notebook.ts";
export { formatNotebook, readNotebook, writeNotebook } from "./notebook_file.ts";
export { linkNotebooks, withNavigation } from "./navigation.ts";
export { parseNotebook } from "./parse_notebook.ts";
export { type Diagnostic, formatDiagnostic } from "./diagnostic.ts";
export { runNotebook, type RunOptions } from "./run_notebook.ts";
export { selectNotebooks } from "./select_notebooks.ts";
