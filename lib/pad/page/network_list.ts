// The networks of a pad: which there are, and those that were loaded so far.

import type { Sequential } from "../../nn/sequential.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { forwardWithActivations } from "./forward_with_activations.ts";
import type { Answer } from "./view.ts";

/** A network to choose on a pad. */
export interface PadNetwork {
  /** What it is called in the list. */
  readonly title: string;
  /** Whether its answer stands beside that of the one that is chosen. */
  readonly beside?: boolean;
  /** Called once, when it is first needed. */
  load(): Promise<Sequential>;
}

/** What a list tells its pad. */
export interface NetworkListOptions {
  /** How many layers answers tell of, 2 if left out. */
  readonly maxLayers?: number;
  /** A network is there. */
  readonly onLoad: (loaded: LoadedPadNetwork) => void;
  /** A network cannot be loaded. */
  readonly onProblem: (message: string) => void;
}

/** Networks, each of which is loaded when it is first asked for. */
export class NetworkList {
  readonly #options: NetworkListOptions;
  readonly #loaded = new Map<PadNetwork, LoadedPadNetwork | "loading">();
  #networks: readonly PadNetwork[] = [];

  constructor(options: NetworkListOptions) {
    this.#options = options;
  }

  /** In the order in which they are to be chosen from. */
  get networks(): readonly PadNetwork[] {
    return this.#networks;
  }

  set networks(networks: readonly PadNetwork[]) {
    this.#networks = networks;
    for (const network of this.#loaded.keys()) {
      if (!networks.includes(network)) this.#loaded.delete(network);
    }
  }

  /** A network that can be asked; nothing as long as it is being loaded. */
  find(network: PadNetwork): LoadedPadNetwork | undefined {
    const found = this.#loaded.get(network);
    if (found === undefined) {
      this.#loaded.set(network, "loading");
      this.#load(network).catch(({ message }: Error) => this.#options.onProblem(message));
    }
    return found === "loading" ? undefined : found;
  }

  async #load(network: PadNetwork): Promise<void> {
    const loaded = new LoadedPadNetwork(await network.load(), this.#options);
    this.#loaded.set(network, loaded);
    this.#options.onLoad(loaded);
  }
}

/** A network that can be asked for the digit in an image. */
export class LoadedPadNetwork {
  readonly #network: Sequential;
  readonly #x: Tensor;
  readonly #maxLayers: number | undefined;

  constructor(network: Sequential, { maxLayers }: { readonly maxLayers?: number }) {
    this.#maxLayers = maxLayers;
    this.#network = network;
    this.#x = network.backend.tensor([1, ...network.inputShape]);
  }

  /**
   * Asks it.
   *
   * @param image 28x28 bytes.
   * @returns What holds until it is asked again.
   */
  ask(image: Uint8Array): Answer {
    this.#network.backend.bytesToFloats(image, { out: this.#x });
    const maxLayers = this.#maxLayers;
    return { image, ...forwardWithActivations(this.#network, this.#x, { maxLayers }) };
  }
}
