// Names in a line.

/** How many names an error lists. */
const MAX_LISTED = 12;

/** Names in a line, not more than can be read. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_LISTED).join(", ") || "no files";
  return names.length > MAX_LISTED ? `${shown} and ${names.length - MAX_LISTED} more` : shown;
}
