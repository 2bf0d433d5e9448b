// A training panel: its parts, one below the other, all listening to one training.

import { controls } from "./controls.ts";
import { curves } from "./curves.ts";
import { firstLayer } from "./first_layer.ts";
import { type SessionOptions, TrainingSession } from "./session.ts";
import { speed } from "./speed.ts";
import { status } from "./status.ts";

/** A part of a panel: it makes its element, and listens to the training. */
export type PanelPart = (session: TrainingSession) => HTMLElement;

/**
 * What panels consist of, from top to bottom. A new part is a file and its name here: it learns of all that
 * happens by `session.listen`, finds the trained network in `session.model`, and sets other images or
 * another training by `session.configure`.
 */
const parts: readonly PanelPart[] = [controls, speed, status, curves, firstLayer];

/** Makes an element of the page a training panel. */
export function mountPanel(host: HTMLElement, options: SessionOptions): void {
  const session = new TrainingSession(options);
  host.prepend(...parts.map((part) => part(session)));
}
