// A training panel: its parts, one below the other, all listening to one training.

import { confusion } from "./confusion.ts";
import { controls } from "./controls.ts";
import { curves } from "./curves.ts";
import { Drawer } from "./drawer.ts";
import { firstLayer } from "./first_layer.ts";
import { type SessionOptions, TrainingSession } from "./session.ts";
import { speed } from "./speed.ts";
import { status } from "./status.ts";

/** What the parts of a panel share. */
export interface Panel {
  readonly session: TrainingSession;
  readonly drawer: Drawer;
}

/** A part of a panel: it makes its element, and listens to the training. */
export type PanelPart = (panel: Panel) => HTMLElement;

/** What a panel takes from its page. */
export interface PanelOptions extends SessionOptions {
  /** Makes the Worker that draws. */
  readonly startDrawing: () => Worker;
}

/**
 * What panels consist of, from top to bottom. A new part is a file and its name here: it learns of all that
 * happens by `session.listen`, finds the trained network in `session.model`, and sets other images by
 * `session.useImages`.
 */
const parts: readonly PanelPart[] = [controls, speed, status, curves, firstLayer, confusion];

/** Makes an element of the page a training panel. */
export function mountPanel(host: HTMLElement, options: PanelOptions): void {
  const session = new TrainingSession(options);
  const drawer = new Drawer(options.startDrawing());
  host.prepend(...parts.map((part) => part({ session, drawer })));
}
