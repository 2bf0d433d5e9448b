// Where the script of a page begins: it makes the element before it a drawing pad.

import { mountPad } from "./pad.ts";

// Notebooks put scripts into their outputs anew, and not always in the same spot: what is sure is the
// output around both. Where several pads share one, their scripts run in the order of the pads.
const output = document.currentScript?.parentElement ?? document.body;
const host = output.querySelector<HTMLElement>(".digit-pad:not([data-ready])");
if (host) {
  host.dataset.ready = "";
  mountPad(host, JSON.parse(host.querySelector('script[type="application/json"]')!.textContent!));
}
