// A training panel: its parts, one below the other, all listening to one training.

import { element } from "../../system/element.ts";
import { confusion } from "./confusion.ts";
import { controls } from "./controls.ts";
import { curves } from "./curves.ts";
import { Drawer } from "./drawer.ts";
import { firstLayer } from "./first_layer.ts";
import { networkPad } from "./network_pad.ts";
import { ownImages } from "./own_images.ts";
import { keptRuns } from "./kept_runs.ts";
import type { PackedNetworks, PanelData } from "./messages.ts";
import { type SessionOptions, TrainingSession } from "./session.ts";
import { settingsForm } from "./settings_form.ts";
import { speed } from "./speed.ts";
import { status } from "./status.ts";
import { keepPage } from "./take_files.ts";

/** What the parts of a panel share. */
export interface Panel {
  readonly session: TrainingSession;
  readonly drawer: Drawer;
  readonly page: PanelOptions;
}

/** A part of a panel: it makes its element, and listens to the training. */
export type PanelPart = (panel: Panel) => HTMLElement;

/** What a panel takes from its page. */
export interface PanelOptions extends Omit<SessionOptions, "training"> {
  readonly data: PanelData;
  /** Makes the Worker that draws. */
  readonly startDrawing: () => Worker;
  /** Makes a Worker that reads files. */
  readonly startReading: () => Worker;
  /** The networks that lie beside the page, which may have to be loaded first. */
  readonly loadNetworks: () => Promise<PackedNetworks>;
}

/**
 * What panels consist of, from top to bottom. A new part is a file and its name here: it learns of all that
 * happens by `session.listen`, finds the trained network in `session.model`, and sets other images by
 * `session.useImages`.
 */
function partsOf({ trainings, playPage }: PanelData): readonly PanelPart[] {
  const shown = [curves, firstLayer, confusion, networkPad, ownImages];
  return playPage === undefined
    ? [settingsForm(trainings), controls, speed, status, keptRuns(trainings), ...shown]
    : [controls, speed, status, ...shown, () => linkTo(playPage, trainings[0].name)];
}

/** Makes an element of the page a training panel. */
export function mountPanel(host: HTMLElement, page: PanelOptions): void {
  keepPage();
  const session = new TrainingSession({ ...page, training: page.data.trainings[0].training });
  const drawer = new Drawer(page.startDrawing());
  host.prepend(...partsOf(page.data).map((part) => part({ session, drawer, page })));
}

function linkTo(page: string, name: string): HTMLElement {
  const link = element("a", { href: `${page}#from=${name}`, children: ["Change the settings"] });
  return element("p", { children: [link, " of this training, and compare."] });
}
