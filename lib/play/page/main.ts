// Where the script of a page begins: it loads the code of the panel, which lies beside the page, and
// makes the element before it a panel. What a page may do, and what its policy allows, is seen here.

import type { PackedMnist } from "./images.ts";
import type { PackedKernels, PackedNetworks, PanelData } from "./messages.ts";
import type { mountPanel } from "./panel.ts";

/** What the scripts beside the page leave behind. */
interface Loaded {
  mnistTraining?: {
    scripts: { training: string; drawing: string; reading: string };
    kernels: PackedKernels;
    mountPanel: typeof mountPanel;
  };
  mnistImages?: PackedMnist;
  mnistNetworks?: PackedNetworks;
}

const loaded = globalThis as Loaded;
const host = document.currentScript!.parentElement!;
const { code, images, networks } = host.dataset as Record<string, string>;
const data: PanelData = JSON.parse(
  host.querySelector('script[type="application/json"]')!.textContent!,
);

if (typeof WebAssembly === "undefined") {
  complain("Cannot train here: this browser runs no WebAssembly; allow it, or use another one.");
} else loadScript(code).then(mount).catch(({ message }) => complain(message));

function mount(): void {
  const { scripts, kernels, mountPanel } = loaded.mnistTraining!;
  const starts = (script: string) => {
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    return () => new Worker(url);
  };
  mountPanel(host, {
    data,
    kernels,
    startWorker: starts(scripts.training),
    startDrawing: starts(scripts.drawing),
    startReading: starts(scripts.reading),
    loadMnist,
    loadNetworks,
  });
}

async function loadMnist(): Promise<PackedMnist> {
  if (loaded.mnistImages === undefined) await loadScript(images);
  return loaded.mnistImages!;
}

async function loadNetworks(): Promise<PackedNetworks> {
  if (loaded.mnistNetworks === undefined) await loadScript(networks);
  return loaded.mnistNetworks!;
}

function loadScript(file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = file;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(
        new Error(
          `Cannot load ${file}: it must lie beside this page; write the report anew with ` +
            `deno task report.`,
        ),
      );
    };
    document.head.append(script);
  });
}

function complain(message: string): void {
  const line = document.createElement("p");
  line.role = "status";
  line.textContent = message;
  host.prepend(line);
}
