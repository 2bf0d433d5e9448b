// In a page, this stands in for the module of the same name in `lib/tensor/`.

import type { Backend } from "../../tensor/backend.ts";
import { referenceBackend } from "../../tensor/reference/backend.ts";

/** A page has no Workers that share memory, and no files: the reference backend needs neither. */
export function defaultBackend(): Backend {
  return referenceBackend;
}
