// A training panel: its parts, one below the other, all listening to one training.

import type { PackedModel } from "../../pad/page/packed_model.ts";
import { confusion } from "./confusion.ts";
import { controls } from "./controls.ts";
import { curves } from "./curves.ts";
import { Drawer } from "./drawer.ts";
import { firstLayer } from "./first_layer.ts";
import { networkPad } from "./network_pad.ts";
import { ownImages } from "./own_images.ts";
import { type SessionOptions, TrainingSession } from "./session.ts";
import { speed } from "./speed.ts";
import { status } from "./status.ts";

/** What the parts of a panel share. */
export interface Panel {
  readonly session: TrainingSession;
  readonly drawer: Drawer;
  readonly page: PanelOptions;
}

/** A part of a panel: it makes its element, and listens to the training. */
export type PanelPart = (panel: Panel) => HTMLElement;

/** What a panel takes from its page. */
export interface PanelOptions extends SessionOptions {
  /** Makes the Worker that draws. */
  readonly startDrawing: () => Worker;
  /** Makes a Worker that reads files. */
  readonly startReading: () => Worker;
  /** The published networks, which may have to be loaded first. */
  readonly loadNetworks: () => Promise<readonly PackedModel[]>;
}

/**
 * What panels consist of, from top to bottom. A new part is a file and its name here: it learns of all that
 * happens by `session.listen`, finds the trained network in `session.model`, and sets other images by
 * `session.useImages`.
 */
const parts: readonly PanelPart[] = [
  controls,
  speed,
  status,
  curves,
  firstLayer,
  confusion,
  networkPad,
  ownImages,
];

/** Makes an element of the page a training panel. */
export function mountPanel(host: HTMLElement, options: PanelOptions): void {
  const session = new TrainingSession(options);
  const drawer = new Drawer(options.startDrawing());
  host.prepend(...parts.map((part) => part({ session, drawer, page: options })));
}
