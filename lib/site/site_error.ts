// What goes wrong when pages are made.

import { UserError } from "../system/user_error.ts";

/** A notebook or the README that no page can be made of: the message names the cell, and the remedy. */
export class SiteError extends UserError {
  /** The name of its class. */
  override name = "SiteError";
}
