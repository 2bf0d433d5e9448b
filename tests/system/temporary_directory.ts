// A folder for the time of a test.

/**
 * Calls with a new folder, which is gone afterwards, whatever happens.
 *
 * @param use What is done with its path.
 */
export async function withDirectory(use: (directory: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    await use(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}
