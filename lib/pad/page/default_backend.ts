// In a page, this stands in for the module of the same name in `lib/tensor/`.

import type { Backend } from "../../tensor/backend.ts";
import { referenceBackend } from "../../tensor/reference/backend.ts";

/** One digit at a time is fast enough by plain loops. */
export function defaultBackend(): Backend {
  return referenceBackend;
}
