// Whether this program runs in a notebook, and the few words it can then say to the reader's editor.

/**
 * The kernel's functions, or undefined outside a notebook, where Deno throws at the very name.
 */
export function kernel(): typeof Deno.jupyter | undefined {
  try {
    return Deno.jupyter;
  } catch {
    return undefined;
  }
}

/**
 * Waits until what was put out has left the kernel.
 *
 * The kernel sends outputs after it has said that a cell is done, and editors file them under the
 * cell that runs by then. 25 milliseconds were enough every time.
 */
export async function drain(): Promise<void> {
  if (kernel()) await new Promise((resolve) => setTimeout(resolve, 25));
}
