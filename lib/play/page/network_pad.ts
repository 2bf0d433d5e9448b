// A part of a panel: the network just trained on the drawing pad, beside the published ones; its weights
// saved to a file, and others loaded from one.

import { readPicture } from "../../inference/picture_file.ts";
import { describeNetwork } from "../../nn/describe_network.ts";
import { decodeNetwork } from "../../nn/network_codec.ts";
import { checkTensorFileSize } from "../../nn/tensor_file_size.ts";
import { mountPad, type Pad, type PadNetwork } from "../../pad/page/pad.ts";
import { padBackend } from "../../pad/page/pad_backend.ts";
import { problemOf } from "../../pad/page/pad_problem.ts";
import { type PackedModel, unpackModel } from "../../pad/page/packed_model.ts";
import { element } from "../../system/element.ts";
import type { Backend } from "../../tensor/backend.ts";
import { fromBase64 } from "./base64.ts";
import type { Panel } from "./panel.ts";
import { readInWorker } from "./reading.ts";
import type { TrainingSession } from "./session.ts";
import { takeFiles } from "./take_files.ts";

const NOTE = "Weights are safetensors files, the same that loadNetwork and saveNetwork of this " +
  "project read and write, and PyTorch's library, too. What you draw, load and save stays with you.";

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
    if (model === undefined || type !== "done" && type !== "state") return;
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

  constructor(host: HTMLElement, page: PadPage) {
    this.#host = host;
    this.#page = page;
  }

  /** Made when it is needed: pages are also only read. */
  get #computing(): Backend {
    const { fused, exact } = this.#page.kernels;
    return this.#backend ??= padBackend({ fused: fromBase64(fused), exact: fromBase64(exact) });
  }

  /** Puts a network on the pad, from the bytes of a file of that name. */
  async show(title: string, bytes: Uint8Array): Promise<void> {
    const { network } = decodeNetwork(bytes, { from: title, backend: this.#computing });
    const problem = problemOf({ title, network });
    if (problem !== undefined) throw new RangeError(`Cannot draw on it: ${problem}`);
    const entry: PadNetwork = { title, load: () => Promise.resolve(network) };
    if (this.#pad !== undefined) return this.#pad.add(entry);
    this.#host.hidden = false;
    this.#pad = mountPad(this.#host, [entry], { readPicture: (file) => this.#readPicture(file) });
    // The pad need not wait for the published ones.
    const published = await this.#page.loadNetworks();
    for (const model of published) this.#pad.offer(this.#unpacked(model));
  }

  #unpacked(model: PackedModel): PadNetwork {
    return {
      title: `Published: ${model.title}`,
      load: () => unpackModel(model, { backend: this.#computing }),
    };
  }

  async #readPicture(file: File): Promise<readonly Uint8Array[]> {
    const { startReading: startWorker } = this.#page;
    const picture = await readPicture(file);
    return (await readInWorker({ type: "picture", picture }, { startWorker })).digits;
  }
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
