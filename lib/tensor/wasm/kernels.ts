// The compiled kernels: how they are loaded, and the signature of each.

/** An address in the shared memory. 0 stands for none. */
type Address = number;

/** What `lib/tensor/assembly/index.ts` exports. Lengths are numbers of values, not bytes. */
export interface Kernels {
  pixels(bytes: Address, out: Address, count: number): void;
  activate(kind: number, x: Address, out: Address, count: number): void;
  activateGradient(kind: number, dy: Address, y: Address, out: Address, count: number): void;
  scale(x: Address, factor: number, count: number): void;
  dropout(
    x: Address,
    out: Address,
    count: number,
    first: number,
    key: number,
    threshold: number,
    keep: number,
  ): void;
  gemm(
    a: Address,
    b: Address,
    out: Address,
    bias: Address,
    m: number,
    n: number,
    k: number,
    transposeA: boolean,
    transposeB: boolean,
    alpha: number,
    accumulate: boolean,
    first: number,
    last: number,
    scratch: Address,
  ): void;
  rowProduct(
    x: Address,
    w: Address,
    y: Address,
    bias: Address,
    k: number,
    n: number,
    alpha: number,
    accumulate: boolean,
    selection: Address,
  ): void;
  rowProducts(
    x: Address,
    w: Address,
    y: Address,
    bias: Address,
    k: number,
    n: number,
    alpha: number,
    accumulate: boolean,
  ): void;
  outerProduct(
    x: Address,
    y: Address,
    w: Address,
    m: number,
    n: number,
    alpha: number,
    selection: Address,
  ): void;
  softmax(x: Address, out: Address, rows: number, columns: number): void;
  softmaxGradient(dy: Address, y: Address, out: Address, rows: number, columns: number): void;
  crossEntropy(
    logits: Address,
    targets: Address,
    losses: Address,
    gradient: Address,
    rows: number,
    columns: number,
    factor: number,
  ): void;
  squaredError(
    y: Address,
    targets: Address,
    losses: Address,
    gradient: Address,
    rows: number,
    columns: number,
    factor: number,
  ): void;
  sumRows(
    x: Address,
    out: Address,
    rows: number,
    columns: number,
    alpha: number,
    accumulate: boolean,
    first: number,
    last: number,
  ): void;
  descend(value: Address, gradient: Address, count: number, rate: number, decay: number): void;
  descendWithMomentum(
    value: Address,
    gradient: Address,
    velocity: Address,
    count: number,
    rate: number,
    momentum: number,
    dampening: number,
    nesterov: boolean,
    decay: number,
  ): void;
  descendWithAdam(
    value: Address,
    gradient: Address,
    first: Address,
    second: Address,
    count: number,
    beta1: number,
    oneMinusBeta1: number,
    beta2: number,
    oneMinusBeta2: number,
    firstScale: number,
    secondScale: number,
    epsilon: number,
    shrink: number,
  ): void;
  average(value: Address, into: Address, count: number, share: number): void;
  sumOfSquares(x: Address, count: number): number;
}

/** Compiles the kernels. */
export function compileKernels(): WebAssembly.Module {
  return new WebAssembly.Module(Deno.readFileSync(new URL("./kernels.wasm", import.meta.url)));
}

/** The kernels at work on a memory. */
export function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Kernels {
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  return instance.exports as unknown as Kernels;
}
