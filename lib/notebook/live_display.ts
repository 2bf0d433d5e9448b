// An output under a cell that changes while the cell runs.

import type { Output } from "../charts/mod.ts";
import { drain, kernel } from "./kernel.ts";

/**
 * A display that is updated in place: what it shows at last is what the notebook stores.
 *
 * Updates reach the reader even out of a loop that never waits. Made with {@linkcode liveDisplay}.
 */
export class LiveDisplay {
  readonly #id: string;
  readonly #interval: number;
  #next = 0;

  /**
   * Updates a display that is there.
   *
   * @param options The display's id, and the minimum time between two updates in milliseconds.
   */
  constructor({ id, interval }: { id: string; interval: number }) {
    this.#id = id;
    this.#interval = interval;
  }

  /**
   * Shows something else, unless the last update was only just now.
   *
   * @param make Called only if it is time for an update, so it costs nothing to call this often.
   */
  update(make: () => Output): void {
    if (kernel() === undefined || performance.now() < this.#next) return;
    // Not waited for: a training must not stand still for its picture.
    this.#send(make());
    this.#next = performance.now() + this.#interval;
  }

  /** Shows what is to stay, and waits until it is there. Outside a notebook it is printed. */
  async done(output: Output): Promise<void> {
    if (kernel() === undefined) console.log(`${output}`);
    await this.#send(output);
    await drain();
  }

  async #send({ media: data }: Output): Promise<void> {
    const transient = { display_id: this.#id };
    await kernel()?.broadcast("update_display_data", { data, metadata: {}, transient });
  }
}

/**
 * Opens an output under the cell for something that changes.
 *
 * @param output What it shows first.
 * @param options `interval`: the minimum time between two updates in milliseconds, 250 unless told.
 *
 * @example
 * ```ts
 * import { markdownOutput } from "../charts/mod.ts";
 * import { liveDisplay } from "./live_display.ts";
 *
 * const display = await liveDisplay(markdownOutput("starting"));
 * for (let step = 1; step <= 1000; step++) display.update(() => markdownOutput(`step ${step}`));
 * await display.done(markdownOutput("1,000 steps"));
 * ```
 */
export async function liveDisplay(
  output: Output,
  { interval = 250 }: { interval?: number } = {},
): Promise<LiveDisplay> {
  const id = crypto.randomUUID();
  await kernel()?.display(output.media, { raw: true, display_id: id });
  return new LiveDisplay({ id, interval });
}
