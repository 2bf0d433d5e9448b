// Where the script of a page begins: it makes the element before it a drawing pad.

import { unpackText } from "../../system/packed_text.ts";
import { mountPad } from "./pad.ts";
import { padBackend } from "./pad_backend.ts";
import { type PackedModel, unpackModel } from "./packed_model.ts";

/** What a pad has beside its script. */
export interface PadData {
  /** The kernels that run everywhere, packed as text. */
  readonly kernels: string;
  /** The networks to choose from, the first one first. */
  readonly models: readonly PackedModel[];
  /** The network that reads digits on pages, and knows what is none. */
  readonly reader: PackedModel;
}

// Notebooks put scripts into their outputs anew, and not always in the same spot: what is sure is the
// output around both. Where several pads share one, their scripts run in the order of the pads.
const output = document.currentScript?.parentElement ?? document.body;
const host = output.querySelector<HTMLElement>(".digit-pad:not([data-ready])");
if (host) {
  host.dataset.ready = "";
  const { kernels, models, reader }: PadData = JSON.parse(
    host.querySelector('script[type="application/json"]')!.textContent!,
  );
  const backend = unpackText(kernels).then(padBackend);
  const load = async (model: PackedModel) => unpackModel(model, { backend: await backend });
  mountPad(host, models.map((model) => ({ title: model.title, load: () => load(model) })), {
    loadPageReader: () => load(reader),
  });
}
