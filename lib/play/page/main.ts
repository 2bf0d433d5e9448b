// Where the script of a page begins: it makes the element before it a training panel. What a training
// needs is large and lies in a script beside the page, which is loaded when one is first started.

import type { PlayedTraining, TrainingParts } from "./messages.ts";
import type { mountPanel } from "./panel.ts";

/** What the script beside the page leaves behind. */
type Loaded = { mnistTraining?: { parts: TrainingParts; mountPanel: typeof mountPanel } };

const panel = document.currentScript!.parentElement!;
const [button] = panel.querySelectorAll("button");
const status = panel.querySelector<HTMLElement>("[role=status]")!;
const training: PlayedTraining = JSON.parse(
  panel.querySelector('script[type="application/json"]')!.textContent!,
);

if (typeof WebAssembly === "undefined") {
  status.textContent =
    "Cannot train here: this browser runs no WebAssembly; allow it, or open the page in another.";
} else {
  button.disabled = false;
  button.addEventListener("click", load, { once: true });
}

function load(): void {
  button.disabled = true;
  status.textContent = "Loading the 70,000 images…";
  const script = document.createElement("script");
  script.src = panel.dataset.script!;
  script.onload = start;
  script.onerror = () => {
    script.remove();
    button.disabled = false;
    button.addEventListener("click", load, { once: true });
    status.textContent =
      `Cannot load ${panel.dataset.script}: it must lie beside this page; write the ` +
      `report anew with deno task report.`;
  };
  document.head.append(script);
}

function start(): void {
  const { parts, mountPanel } = (globalThis as Loaded).mnistTraining!;
  const url = URL.createObjectURL(new Blob([parts.worker], { type: "text/javascript" }));
  mountPanel(panel, { training, parts, startWorker: () => new Worker(url) });
}
