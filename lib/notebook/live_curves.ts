// Curves that grow while a network trains.

import {
  beside,
  captioned,
  type Chart,
  CHART_WIDTH,
  curveChart,
  type CurveOptions,
} from "../charts/mod.ts";
import { type LiveDisplay, liveDisplay } from "./live_display.ts";

/** What {@linkcode liveCurves} draws. */
export interface LiveCurvesOptions {
  /** The value that runs along the x axis of every panel; "epoch" unless told. */
  readonly x?: string;
  /** The ends of the x axis, such as `[1, 30]`, so that it does not move. */
  readonly xDomain?: readonly [number, number];
  /** The charts from left to right: the value that each shows, and how. Loss and accuracy unless told. */
  readonly panels?: { readonly [value: string]: Omit<CurveOptions, "x" | "xDomain" | "width"> };
}

/** By the name of the curve, the points it has in each panel. */
type Curves = Map<string, { [panel: string]: [x: number, y: number][] }>;

/** Curves under a cell, to which points are added. Made with {@linkcode liveCurves}. */
export class LiveCurves {
  readonly #display: LiveDisplay;
  readonly #options: LiveCurvesOptions;
  readonly #curves: Curves = new Map();
  #status = "";

  /** Draws into a display that is there. */
  constructor(display: LiveDisplay, options: LiveCurvesOptions) {
    this.#display = display;
    this.#options = options;
  }

  /**
   * Adds a point to a curve, in each panel whose value is there.
   *
   * @param name The curve, such as "training" or "seed 3"; a new name begins a new
   * curve. Colours are given in the order of the names.
   * @param values Values by name, such as the report of an epoch: that of the x axis and those of panels.
   * @throws {TypeError} If the value of the x axis is missing.
   */
  add(name: string, values: object): void {
    const { x, panels } = withDefaults(this.#options);
    const found = values as { readonly [value: string]: unknown };
    const at = found[x];
    if (typeof at !== "number") {
      throw new TypeError(
        `Cannot add to curve "${name}": ${x} is ${Deno.inspect(at)} but must be a number, ` +
          `found the values ${Object.keys(found).join(", ")}`,
      );
    }
    const curve = this.#curves.get(name) ?? {};
    this.#curves.set(name, curve);
    for (const panel of Object.keys(panels)) {
      const value = found[panel];
      if (typeof value === "number") (curve[panel] ??= []).push([at, value]);
    }
    this.#update();
  }

  /** Shows a line of text under the curves, such as how far a training is, until it is done. */
  status(text: string): void {
    this.#status = text;
    this.#update();
  }

  /** The curves as they are. */
  get chart(): Chart {
    return draw(this.#curves, this.#options);
  }

  /**
   * Draws the curves for the last time, with all points, and waits until they are there.
   *
   * The status goes, so that what the notebook stores depends on the points alone.
   */
  async done(): Promise<void> {
    await this.#display.done(this.chart);
  }

  #update(): void {
    this.#display.update(() => captioned(this.chart, this.#status));
  }
}

/**
 * Opens charts under the cell that grow while a network trains.
 *
 * @param options What to draw; loss and accuracy by epoch, side by side, unless told.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { liveCurves } from "./live_curves.ts";
 *
 * const live = await liveCurves({ xDomain: [1, 3] });
 * for (let epoch = 1; epoch <= 3; epoch++) {
 *   live.add("training", { epoch, loss: 1 / epoch, accuracy: 1 - 1 / (epoch + 1) });
 * }
 * await live.done();
 * assertStringIncludes(`${live.chart}`, "training: accuracy 50.00 % (epoch 1), 75.00 % (epoch 3)");
 * ```
 */
export async function liveCurves(options: LiveCurvesOptions = {}): Promise<LiveCurves> {
  return new LiveCurves(await liveDisplay(draw(new Map(), options)), options);
}

function draw(curves: Curves, options: LiveCurvesOptions): Chart {
  const { x, xDomain, panels } = withDefaults(options);
  const width = Math.floor(CHART_WIDTH / Object.keys(panels).length);
  // By name, since which seed reports first is a matter of chance.
  const sorted = [...curves].sort(([a], [b]) => byNumber.compare(a, b));
  return beside(
    ...Object.entries(panels).map(([panel, look]) => {
      const drawn = sorted.map(([name, { [panel]: points = [] }], color) => (
        { name, points, color }
      )).filter(({ points }) => points.length > 0);
      return curveChart(drawn, { height: 240, ...look, x, xDomain, width });
    }),
  );
}

/** "seed 2" before "seed 10". */
const byNumber = new Intl.Collator("en", { numeric: true });

function withDefaults({ x, xDomain, panels }: LiveCurvesOptions) {
  return {
    x: x ?? "epoch",
    xDomain,
    panels: panels ?? { loss: { y: "loss" }, accuracy: { y: "accuracy", percent: true } },
  };
}
