// What a page and its Worker tell each other.

import type { PackedModel } from "../../pad/page/packed_model.ts";
import type { EpochReport, Progress } from "../../train/history.ts";
import type { Recipe } from "../../train/recipe.ts";
import type { ThreadTask } from "../../tensor/wasm/serve_thread.ts";
import type { PackedImages } from "./images.ts";

/** A training that a page offers, or that its reader set up. */
export interface PlayedTraining {
  readonly recipe: Recipe;
  readonly seed: number;
  /** How many images it learns from: the first of those there are. */
  readonly trainImages: number;
  /** SHA-256 of the weights that were published for this recipe and seed, if they were. */
  readonly weightsSha256?: string;
}

/** A training that was published. */
export interface PublishedTraining {
  /** The name of its record, such as "02-softmax-and-cross-entropy". */
  readonly name: string;
  /** What a reader calls it. */
  readonly title: string;
  readonly training: PlayedTraining;
}

/** What a page tells its panel. */
export interface PanelData {
  /** Those that it offers: one, or all to start one's own from. */
  readonly trainings: readonly PublishedTraining[];
  /** The file of the page on which everything can be set; nothing on that page itself. */
  readonly playPage?: string;
}

/** The networks that lie beside the pages. */
export interface PackedNetworks {
  /** One for each generation, for images of single digits. */
  readonly published: readonly PackedModel[];
  /** The one that looks everywhere on a picture for digits: a safetensors file, packed as text. */
  readonly page: string;
  /** The one that looks again where that one saw some. */
  readonly reader: string;
}

/** The two builds of the kernels that give the same bits, in base64. */
export type PackedKernels = Readonly<Record<"fused" | "exact", string>>;

/**
 * What a Worker is sent: what to train, on what; or to wait after the epoch, or to go on; or to be a thread
 * of another one that trains.
 */
export type WorkerTask =
  | {
    readonly type: "train";
    readonly training: PlayedTraining;
    readonly kernels: PackedKernels;
    readonly images: PackedImages;
  }
  | { readonly type: "thread"; readonly thread: ThreadTask }
  | { readonly type: "pause" }
  | { readonly type: "resume" };

/** Weights of a layer, to be looked at. */
export interface Weights {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What a Worker tells. */
export type WorkerMessage =
  /** The images are unpacked. */
  | { readonly type: "began"; readonly trainImages: number; readonly threads: number }
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "epoch"; readonly epoch: EpochReport; readonly weights?: Weights }
  /** How many test images of class `row` were taken for class `column`. */
  | { readonly type: "confusion"; readonly confusion: readonly (readonly number[])[] }
  /** Nothing was learned so far: why that may be, and what to try. */
  | { readonly type: "advice"; readonly advice: string }
  /** With the network as the bytes of a safetensors file. */
  | { readonly type: "paused"; readonly model: Uint8Array<ArrayBuffer> }
  | {
    readonly type: "done";
    readonly weightsSha256: string;
    readonly accuracy: number;
    /** How the kernels rounded that this browser ran. */
    readonly rounding: string;
    /** The network as the bytes of a safetensors file. */
    readonly model: Uint8Array<ArrayBuffer>;
  }
  | { readonly type: "error"; readonly message: string };
