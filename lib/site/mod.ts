// The site room: all notebooks as pages that need no network.

export { UserError } from "../system/user_error.ts";
export { type SiteOptions, writeSite } from "./site.ts";
export { SiteError } from "./site_error.ts";
