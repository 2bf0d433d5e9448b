// A part of a panel: the network just trained on the drawing pad, beside the published ones; its weights
// saved to a file, and others loaded from one.

import { readPicture } from "../../inference/picture_file.ts";
import { describeNetwork } from "../../nn/describe_network.ts";
import type { Sequential } from "../../nn/sequential.ts";
import { decodeNetwork } from "../../nn/network_codec.ts";
import { checkTensorFileSize } from "../../nn/tensor_file_size.ts";
import type { PadNetwork } from "../../pad/page/network_list.ts";
import { mountPad, type Pad } from "../../pad/page/pad.ts";
import { padBackend } from "../../pad/page/pad_backend.ts";
import { problemOf } from "../../pad/page/pad_problem.ts";
import { type PackedModel, unpackModel } from "../../pad/page/packed_model.ts";
import { fromBase64 } from "../../system/base64.ts";
import { element } from "../../system/element.ts";
import { unpackText } from "../../system/packed_text.ts";
import type { Backend } from "../../tensor/backend.ts";
import type { PackedNetworks } from "./messages.ts";
import type { Panel } from "./panel.ts";
import { readInWorker } from "./reading.ts";
import type { TrainingSession } from "./session.ts";
import { takeFiles } from "./take_files.ts";

const NOTE =
  "Weights are safetensors files, the same that a notebook reads with loadNetwork and writes " +
  "with saveNetwork. What you draw, load and save stays with you.";

/** A page has room for more layers than any published network has. */
const MAX_LAYERS = 10;

/** The drawing pad, and buttons to save and to load weights. */
export function networkPad({ session, page }: Panel): HTMLElement {
  const status = element("p", { role: "status" });
  const say = (message: string) => void (status.textContent = message);
  const save = element("button", {
    type: "button",
    // Not disabled, which would hold the keyboard where it is.
    "aria-disabled": true,
    children: ["Save weights"],
  });
  const load = element("input", { type: "file", accept: ".safetensors" });
  const host = element("div", { class: "own-pad", hidden: "" });
  const box = element("div", {
    class: "own",
    children: [
      element("div", {
        class: "controls",
        children: [save, element("label", { children: ["Load weights ", load] })],
      }),
      status,
      host,
      element("p", { class: "note", children: [NOTE] }),
    ],
  });
  const networks = new PageNetworks(host, page);

  session.listen(({ type }) => {
    const { model } = session;
    save.ariaDisabled = `${model === undefined}`;
    const isNew = type === "done" || type === "state" && session.state === "paused";
    if (model === undefined || !isNew) return;
    const title = `Yours: ${titleOf(session)}`;
    networks.show(title, model).then(
      () => say("Draw on the network that you trained; the published ones are beside it."),
      (error: Error) => say(error.message),
    );
  });
  save.addEventListener("click", () => {
    if (session.model === undefined) return;
    const name = `${titleOf(session).replaceAll(/[^\w.-]+/g, "-")}.safetensors`;
    download(session.model, name);
    say(`Saved as ${name}.`);
  });
  takeFiles(load, {
    dropOn: box,
    async take([file]) {
      try {
        say(`Reading ${file.name}…`);
        checkTensorFileSize(file.size, file.name);
        const bytes = new Uint8Array(await file.arrayBuffer());
        await networks.show(file.name, bytes);
        say(`Draw on the network of ${file.name}.`);
      } catch (error) {
        say((error as Error).message);
      }
    },
  });
  return box;
}

/** What a page's own pad takes from its page. */
type PadPage = Pick<Panel["page"], "kernels" | "loadNetworks" | "startReading">;

/** The pad of a page, which is made when there is something to draw on. */
class PageNetworks {
  readonly #host: HTMLElement;
  readonly #page: PadPage;
  #backend: Backend | undefined;
  #pad: Pad | undefined;
  #own: readonly PadNetwork[] = [];
  #beside: Promise<PackedNetworks> | undefined;
  readonly #unpacked = new Map<PackedModel, PadNetwork>();

  constructor(host: HTMLElement, page: PadPage) {
    this.#host = host;
    this.#page = page;
  }

  /** Made when it is needed: pages are also only read. */
  get #computing(): Backend {
    const { fused, exact } = this.#page.kernels;
    return this.#backend ??= padBackend({ fused: fromBase64(fused), exact: fromBase64(exact) });
  }

  /** The networks that lie beside the page. */
  #loadBeside(): Promise<PackedNetworks> {
    return this.#beside ??= this.#page.loadNetworks().catch((error) => {
      // Whoever asks again may find them.
      this.#beside = undefined;
      throw error;
    });
  }

  /** Puts a network on the pad, from the bytes of a file of that name. */
  async show(title: string, bytes: Uint8Array): Promise<void> {
    const { network } = decodeNetwork(bytes, { from: title, backend: this.#computing });
    const problem = problemOf({ title, network });
    if (problem !== undefined) throw new RangeError(`Cannot draw on it: ${problem}`);
    const own: PadNetwork = { title, load: () => Promise.resolve(network) };
    this.#own = [own, ...this.#own.filter((other) => other.title !== title)];
    if (this.#pad === undefined) {
      this.#pad = mountPad(this.#host, this.#own, {
        readPicture: (file) => this.#readPicture(file),
        maxLayers: MAX_LAYERS,
        loadPageReader: () => this.#loadPageReader(),
      });
      this.#host.hidden = false;
    } else this.#pad.setNetworks([...this.#own, ...this.#unpacked.values()], { choose: own });
    // The pad need not wait for the published ones.
    const { published } = await this.#loadBeside();
    for (const model of published) {
      this.#unpacked.set(model, this.#offer(model, { beside: isOfKind(model, network) }));
    }
    this.#pad.setNetworks([...this.#own, ...this.#unpacked.values()]);
  }

  /** A published network, whose answer stands beside if it is of the same kind as what was trained. */
  #offer(model: PackedModel, { beside }: { beside: boolean }): PadNetwork {
    const before = this.#unpacked.get(model);
    if (before?.beside === beside) return before;
    return {
      title: `Published: ${model.title}`,
      beside,
      load: () => unpackModel(model, { backend: this.#computing }),
    };
  }

  async #loadPageReader(): Promise<Sequential> {
    const bytes = await unpackText((await this.#loadBeside()).reader);
    return decodeNetwork(bytes, { from: "the page", backend: this.#computing }).network;
  }

  async #readPicture(file: File): Promise<readonly Uint8Array[]> {
    const { startReading: startWorker, kernels } = this.#page;
    const [picture, { page, reader }] = await Promise.all([readPicture(file), this.#loadBeside()]);
    // Not all that lies beside the page: what a Worker is sent is copied.
    const task = { type: "picture", picture, networks: { page, reader }, kernels } as const;
    return (await readInWorker(task, { startWorker })).digits;
  }
}

/** Whether a network has the same layers as a published one. */
function isOfKind({ layers, inputShape }: PackedModel, network: Sequential): boolean {
  return JSON.stringify([layers, inputShape]) ===
    JSON.stringify([network.specs, network.inputShape]);
}

/** What was trained: "784-100-10, seed 1, 12 epochs". */
function titleOf({ training: { recipe, seed }, epochs }: TrainingSession): string {
  const name = describeNetwork(recipe.network, recipe.inputShape);
  return `${name}, seed ${seed}, ${epochs.length} ${epochs.length === 1 ? "epoch" : "epochs"}`;
}

function download(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  element("a", { href: url, download: name }).click();
  // Not at once: some browsers begin to read only afterwards.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
