// A network that was trained on windows, run over a whole picture.

import type { LayerSpec, Sequential } from "../nn/mod.ts";
import { Sequential as Network } from "../nn/mod.ts";
import { exp } from "../tensor/elementary.ts";
import type { Tensor } from "../tensor/mod.ts";
import type { GreyImage } from "./grey_image.ts";
import { WINDOW } from "./level.ts";

/** What a network says of windows all over a picture. */
export interface ClassMap {
  /** Pixels from one window to the next. */
  readonly stride: number;
  /** Windows from top to bottom. */
  readonly rows: number;
  /** Windows from left to right. */
  readonly columns: number;
  /** Answers of a window. */
  readonly classes: number;
  /** For each window, row by row, a probability for each class. */
  readonly probabilities: Float32Array;
}

/** Windows along a side of a tile: a large one for large pictures, a small one that wastes less on small ones. */
const TILES = [17, 65];
/** Tiles that are looked at together, by all threads. */
const BATCH = 2;

/**
 * Runs a convolutional network over pictures of any size.
 *
 * Nothing in a convolution says how large its image is: over a larger one the same filters give an answer
 * for every window, and neighbours share nearly all of the work. Large pictures are taken in tiles, so
 * that memory stays bounded; the answers are those of single windows.
 */
export class MapNetwork {
  /** Probabilities come out for so many classes. */
  readonly classes: number;
  /** Pixels from one window to the next. */
  readonly stride: number;
  readonly #tiles: readonly Tile[];

  /**
   * Makes a network ready for pictures.
   *
   * @param network It takes one window, `[40, 40, 1]`, has convolutions, batch normalization, activations
   * and pooling without padding, whose strides divide the window into one answer, and ends in flatten and softmax.
   * @throws {RangeError} If it is another network.
   */
  constructor(network: Sequential) {
    const specs = network.specs.filter(({ type }) => type !== "flatten" && type !== "softmax");
    const { inputShape: [height, width, channels], outputShape } = network;
    const isFit = height === WINDOW && width === WINDOW && channels === 1 &&
      network.endsInSoftmax && specs.every(isLocal);
    const last = isFit ? network.layers[specs.length - 1]?.outputShape ?? [] : [];
    if (last[0] !== 1 || last[1] !== 1) {
      throw new RangeError(
        `Cannot read a page with a network for inputs of ${
          network.inputShape.join("x")
        }: it must take ` +
          `windows of ${WINDOW}x${WINDOW}x1, have no dense layer and no padding, and end in one ` +
          `answer, flatten() and softmax()`,
      );
    }
    this.classes = outputShape[0];
    this.stride = specs.reduce((product, spec) => product * strideOf(spec), 1);
    this.#tiles = TILES.map((windows) =>
      new Tile(network, { specs, windows, stride: this.stride })
    );
  }

  /**
   * What the network says of each window of a picture.
   *
   * @param level A picture that is at least as large as a window.
   */
  run(level: GreyImage): ClassMap {
    const { classes, stride } = this;
    const rows = Math.floor((level.height - WINDOW) / stride) + 1;
    const columns = Math.floor((level.width - WINDOW) / stride) + 1;
    const probabilities = new Float32Array(rows * columns * classes);
    const map = { stride, rows, columns, classes, probabilities };
    const [small, large] = this.#tiles;
    const tile = Math.min(rows, columns) > 2 * small.windows ? large : small;
    const places: Place[] = [];
    for (let row = 0; row < rows; row += tile.windows) {
      for (let column = 0; column < columns; column += tile.windows) places.push({ row, column });
    }
    for (let i = 0; i < places.length; i += BATCH) {
      tile.run(level, { places: places.slice(i, i + BATCH), map });
    }
    return map;
  }
}

/** The window that a tile begins with. */
interface Place {
  readonly row: number;
  readonly column: number;
}

/** A network for a square of windows. */
class Tile {
  readonly windows: number;
  readonly #side: number;
  readonly #network: Sequential;
  readonly #inputs: readonly Tensor[];

  constructor(
    network: Sequential,
    { specs, windows, stride }: { specs: LayerSpec[]; windows: number; stride: number },
  ) {
    const state = new Map(network.state.map(({ name, value }) => [name, value.data]));
    this.windows = windows;
    this.#side = WINDOW + stride * (windows - 1);
    this.#network = new Network(specs, {
      inputShape: [this.#side, this.#side, 1],
      backend: network.backend,
      load: (name) => state.get(name)!,
    });
    const counts = Array.from({ length: BATCH }, (_, i) => i + 1);
    this.#inputs = counts.map((n) => network.backend.tensor([n, this.#side, this.#side, 1]));
  }

  /** Looks at some tiles of a picture, and puts what it finds there into the map. */
  run(level: GreyImage, { places, map }: { places: readonly Place[]; map: ClassMap }): void {
    const side = this.#side;
    const x = this.#inputs[places.length - 1];
    for (const [i, { row, column }] of places.entries()) {
      const [top, left] = [row * map.stride, column * map.stride];
      const width = Math.min(side, level.width - left);
      const height = Math.min(side, level.height - top);
      const data = x.data.subarray(i * side * side, (i + 1) * side * side);
      if (width < side || height < side) data.fill(0.5);
      for (let y = 0; y < height; y++) {
        const from = (top + y) * level.width + left;
        data.set(level.values.subarray(from, from + width), y * side);
      }
    }
    const logits = this.#network.forward(x).data;
    const { classes, rows, columns, probabilities } = map;
    const { windows } = this;
    for (const [i, { row, column }] of places.entries()) {
      for (let y = 0; y < Math.min(windows, rows - row); y++) {
        for (let x = 0; x < Math.min(windows, columns - column); x++) {
          const from = ((i * windows + y) * windows + x) * classes;
          const to = ((row + y) * columns + column + x) * classes;
          softmaxInto(
            probabilities.subarray(to, to + classes),
            logits.subarray(from, from + classes),
          );
        }
      }
    }
  }
}

function softmaxInto(probabilities: Float32Array, logits: Float32Array): void {
  const max = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += probabilities[i] = exp(logits[i] - max);
  for (let i = 0; i < logits.length; i++) probabilities[i] /= sum;
}

/** Whether a layer does the same everywhere, and sees nothing that is not there. */
function isLocal(spec: LayerSpec): boolean {
  if (spec.type === "conv2d" || spec.type === "maxPool2d") return spec.padding === 0;
  return spec.type !== "dense";
}

function strideOf(spec: LayerSpec): number {
  return spec.type === "conv2d" || spec.type === "maxPool2d" ? spec.stride : 1;
}
