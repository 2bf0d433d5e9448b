// The site room: all notebooks as pages that need no network.

export { renderSite, type SiteOptions, type SiteSources, writeSite } from "./site.ts";
export { SiteError } from "./site_error.ts";
