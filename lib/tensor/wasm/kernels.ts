// The compiled kernels: how they are loaded, and the arguments of each.

/** An address in the shared memory. 0 stands for none. */
type Address = number;

/** 1 for yes, 0 for no. */
type Flag = number;

/**
 * A kernel that does a part of its work: the items (numbers, rows, columns, images) `first` to
 * `last`. Those that need memory beside their tensors find it at `scratch`.
 */
type Divided<Values extends number[]> = (
  ...values: [...Values, first: number, last: number, scratch: Address]
) => void;

/** What a kernel must know of a convolution. */
export type ImageLengths = [
  height: number,
  width: number,
  channels: number,
  filterHeight: number,
  filterWidth: number,
  outChannels: number,
  stride: number,
  padding: number,
  outHeight: number,
  outWidth: number,
];

/** What a kernel must know of pooling. */
export type PoolingLengths = [
  height: number,
  width: number,
  channels: number,
  size: number,
  stride: number,
  padding: number,
  outHeight: number,
  outWidth: number,
];

type Multiply = Divided<
  [
    a: Address,
    packed: Address,
    out: Address,
    bias: Address,
    m: number,
    n: number,
    k: number,
    transposed: Flag,
    alpha: number,
    accumulate: Flag,
  ]
>;

type Loss = Divided<
  [
    y: Address,
    targets: Address,
    losses: Address,
    gradient: Address,
    columns: number,
    factor: number,
  ]
>;

/** What `lib/tensor/assembly/index.ts` exports. The same names are explained there. */
export interface Kernels {
  // By numbers.
  bytesToFloats: Divided<[bytes: Address, out: Address]>;
  activate: Divided<[kind: number, x: Address, out: Address]>;
  activateGradient: Divided<[kind: number, dy: Address, y: Address, out: Address]>;
  dropout: Divided<[x: Address, out: Address, key: number, threshold: number, factor: number]>;
  scale: Divided<[x: Address, factor: number]>;
  sgdStep: Divided<[value: Address, gradient: Address, learningRate: number, decay: number]>;
  momentumStep: Divided<
    [
      value: Address,
      gradient: Address,
      velocity: Address,
      learningRate: number,
      momentum: number,
      dampening: number,
      nesterov: Flag,
      decay: number,
    ]
  >;
  adamStep: Divided<
    [
      value: Address,
      gradient: Address,
      firstMoment: Address,
      secondMoment: Address,
      beta1: number,
      oneMinusBeta1: number,
      beta2: number,
      oneMinusBeta2: number,
      firstScale: number,
      secondScale: number,
      epsilon: number,
      decay: number,
    ]
  >;
  emaUpdate: Divided<[value: Address, average: Address, weight: number]>;

  // By rows.
  softmax: Divided<[x: Address, out: Address, columns: number]>;
  softmaxGradient: Divided<[dy: Address, y: Address, out: Address, columns: number]>;
  crossEntropy: Loss;
  squaredError: Loss;
  gemmRows: Multiply;
  normalize: Divided<
    [
      x: Address,
      mean: Address,
      inverse: Address,
      gamma: Address,
      beta: Address,
      out: Address,
      channels: number,
    ]
  >;

  // By columns.
  gemmColumns: Multiply;
  sumRows: Divided<
    [
      x: Address,
      out: Address,
      rows: number,
      columns: number,
      alpha: number,
      accumulate: Flag,
    ]
  >;
  batchMoments: Divided<
    [
      x: Address,
      mean: Address,
      inverse: Address,
      rows: number,
      channels: number,
      epsilon: number,
    ]
  >;
  normalizeGradient: Divided<
    [
      dy: Address,
      x: Address,
      mean: Address,
      inverse: Address,
      gamma: Address,
      gammaGradient: Address,
      betaGradient: Address,
      out: Address,
      rows: number,
      channels: number,
    ]
  >;

  // By panels of eight columns.
  packB: Divided<[b: Address, packed: Address, n: number, k: number, transposed: Flag]>;

  // By images.
  conv2d: Divided<[x: Address, filters: Address, out: Address, bias: Address, ...ImageLengths]>;
  conv2dInputGradient: Divided<[dy: Address, filters: Address, out: Address, ...ImageLengths]>;
  maxPool2d: Divided<[x: Address, out: Address, ...PoolingLengths]>;
  maxPool2dGradient: Divided<
    [dy: Address, x: Address, y: Address, out: Address, ...PoolingLengths]
  >;

  winogradConv2d: Divided<
    [
      x: Address,
      filters: Address,
      out: Address,
      bias: Address,
      height: number,
      width: number,
      channels: number,
      outChannels: number,
      padding: number,
      outHeight: number,
      outWidth: number,
    ]
  >;
  winogradInputGradient: Divided<
    [
      dy: Address,
      filters: Address,
      out: Address,
      height: number,
      width: number,
      channels: number,
      outChannels: number,
      padding: number,
      outHeight: number,
      outWidth: number,
    ]
  >;

  // By channels.
  transformFilters: Divided<[filters: Address, to: Address, channels: number, outChannels: number]>;
  transposeFilters: Divided<[filters: Address, to: Address, channels: number, outChannels: number]>;
  transformFilterGradient: Divided<
    [
      sums: Address,
      out: Address,
      channels: number,
      outChannels: number,
      alpha: number,
      accumulate: Flag,
    ]
  >;

  // By blocks of channels.
  sumFilterGradient: Divided<
    [
      x: Address,
      dy: Address,
      sums: Address,
      batch: number,
      height: number,
      width: number,
      channels: number,
      outChannels: number,
      padding: number,
      outHeight: number,
      outWidth: number,
      block: number,
    ]
  >;

  // By taps of the filter.
  conv2dFilterGradient: Divided<
    [
      x: Address,
      dy: Address,
      out: Address,
      batch: number,
      ...ImageLengths,
      alpha: number,
      accumulate: Flag,
    ]
  >;

  // As a whole.
  gemv(
    x: Address,
    w: Address,
    y: Address,
    bias: Address,
    k: number,
    n: number,
    alpha: number,
    accumulate: Flag,
    selection: Address,
  ): void;
  gemvT(
    x: Address,
    w: Address,
    y: Address,
    bias: Address,
    k: number,
    n: number,
    alpha: number,
    accumulate: Flag,
  ): void;
  ger(
    x: Address,
    y: Address,
    w: Address,
    m: number,
    n: number,
    alpha: number,
    selection: Address,
  ): void;
  sumOfSquares(x: Address, count: number): number;
}

/** The kernels whose work can be shared out, and the arguments they have besides their part. */
export type DividedKernel = {
  [Name in keyof Kernels]: Kernels[Name] extends Divided<infer _> ? Name : never;
}[keyof Kernels];

/** The arguments of a kernel, without those that say which part is meant. */
export type ArgumentsOf<Name extends DividedKernel> = Kernels[Name] extends Divided<infer Values>
  ? Values
  : never;

/** Compiles the kernels. */
export function compileKernels(): WebAssembly.Module {
  return new WebAssembly.Module(Deno.readFileSync(new URL("./kernels.wasm", import.meta.url)));
}

/** The kernels at work on a memory. */
export function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Kernels {
  const { memory: _, ...kernels } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  return kernels as unknown as Kernels;
}

/** The kernels by their indices, which are the same in every thread. */
export function kernelList(kernels: Kernels): ((...values: number[]) => void)[] {
  return Object.values(kernels);
}
