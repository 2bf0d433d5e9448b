// The site room: all notebooks as pages that need no network.

export { type SiteOptions, writeSite } from "./site.ts";
