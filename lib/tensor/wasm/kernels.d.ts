declare namespace __AdaptedExports {
  /** Exported memory */
  export const memory: WebAssembly.Memory;
  /** gemm/GEMM_SCRATCH_BYTES */
  export const GEMM_SCRATCH_BYTES: {
    /** @type `usize` */
    get value(): number
  };
  /**
   * gemm/gemmColumns
   * @param a `usize`
   * @param packed `usize`
   * @param out `usize`
   * @param bias `usize`
   * @param m `i32`
   * @param n `i32`
   * @param k `i32`
   * @param transposed `bool`
   * @param alpha `f32`
   * @param accumulate `bool`
   * @param first `i32`
   * @param last `i32`
   * @param scratch `usize`
   */
  export function gemmColumns(a: number, packed: number, out: number, bias: number, m: number, n: number, k: number, transposed: boolean, alpha: number, accumulate: boolean, first: number, last: number, scratch: number): void;
  /**
   * gemm/gemmRows
   * @param a `usize`
   * @param packed `usize`
   * @param out `usize`
   * @param bias `usize`
   * @param m `i32`
   * @param n `i32`
   * @param k `i32`
   * @param transposed `bool`
   * @param alpha `f32`
   * @param accumulate `bool`
   * @param first `i32`
   * @param last `i32`
   * @param scratch `usize`
   */
  export function gemmRows(a: number, packed: number, out: number, bias: number, m: number, n: number, k: number, transposed: boolean, alpha: number, accumulate: boolean, first: number, last: number, scratch: number): void;
  /**
   * gemm/packB
   * @param b `usize`
   * @param packed `usize`
   * @param n `i32`
   * @param k `i32`
   * @param transposed `bool`
   * @param first `i32`
   * @param last `i32`
   */
  export function packB(b: number, packed: number, n: number, k: number, transposed: boolean, first: number, last: number): void;
  /**
   * gemm/packedBytes
   * @param n `i32`
   * @param k `i32`
   * @returns `f64`
   */
  export function packedBytes(n: number, k: number): number;
  /** gemm_pack/COLUMNS */
  export const TILE_COLUMNS: {
    /** @type `i32` */
    get value(): number
  };
  /**
   * gemm_pack/mostlyZero
   * @param a `usize`
   * @param right `usize`
   * @param down `usize`
   * @param depth `i32`
   * @returns `bool`
   */
  export function mostlyZero(a: number, right: number, down: number, depth: number): boolean;
  /** gemm_pack/ROWS */
  export const TILE_ROWS: {
    /** @type `i32` */
    get value(): number
  };
  /**
   * gemv/gemv
   * @param x `usize`
   * @param w `usize`
   * @param y `usize`
   * @param bias `usize`
   * @param k `i32`
   * @param n `i32`
   * @param alpha `f32`
   * @param accumulate `bool`
   * @param selection `usize`
   */
  export function gemv(x: number, w: number, y: number, bias: number, k: number, n: number, alpha: number, accumulate: boolean, selection: number): void;
  /**
   * gemv_t/gemvT
   * @param x `usize`
   * @param w `usize`
   * @param y `usize`
   * @param bias `usize`
   * @param k `i32`
   * @param n `i32`
   * @param alpha `f32`
   * @param accumulate `bool`
   */
  export function gemvT(x: number, w: number, y: number, bias: number, k: number, n: number, alpha: number, accumulate: boolean): void;
  /**
   * ger/ger
   * @param x `usize`
   * @param y `usize`
   * @param w `usize`
   * @param m `i32`
   * @param n `i32`
   * @param alpha `f32`
   * @param selection `usize`
   */
  export function ger(x: number, y: number, w: number, m: number, n: number, alpha: number, selection: number): void;
  /**
   * ger_few/gerFew
   * @param x `usize`
   * @param y `usize`
   * @param w `usize`
   * @param m `i32`
   * @param n `i32`
   * @param k `i32`
   * @param alpha `f32`
   * @param accumulate `bool`
   * @param first `i32`
   * @param last `i32`
   */
  export function gerFew(x: number, y: number, w: number, m: number, n: number, k: number, alpha: number, accumulate: boolean, first: number, last: number): void;
  /** madd/ROUNDING_MODE */
  export const ROUNDING_MODE: {
    /** @type `i32` */
    get value(): number
  };
  /** nonzero/SELECTION_BYTES */
  export const SELECTION_BYTES: {
    /** @type `usize` */
    get value(): number
  };
  /** nonzero/SPAN */
  export const SPAN: {
    /** @type `i32` */
    get value(): number
  };
  /**
   * sparse/allFinite
   * @param x `usize`
   * @param count `i32`
   * @returns `bool`
   */
  export function allFinite(x: number, count: number): boolean;
  /**
   * sparse/countNonzero
   * @param x `usize`
   * @param columns `i32`
   * @param rows `i32`
   * @param step `usize`
   * @returns `i32`
   */
  export function countNonzero(x: number, columns: number, rows: number, step: number): number;
  /**
   * sparse/hasNegativeZero
   * @param x `usize`
   * @param count `i32`
   * @returns `bool`
   */
  export function hasNegativeZero(x: number, count: number): boolean;
  /**
   * sparse/leastMagnitude
   * @param x `usize`
   * @param count `i32`
   * @returns `f32`
   */
  export function leastMagnitude(x: number, count: number): number;
  /** sparse/SPARSE_COLUMNS_BYTES */
  export const SPARSE_COLUMNS_BYTES: {
    /** @type `usize` */
    get value(): number
  };
  /**
   * sparse/sparseColumns
   * @param x `usize`
   * @param y `usize`
   * @param out `usize`
   * @param m `i32`
   * @param n `i32`
   * @param k `i32`
   * @param alpha `f32`
   * @param accumulate `bool`
   * @param first `i32`
   * @param last `i32`
   * @param scratch `usize`
   */
  export function sparseColumns(x: number, y: number, out: number, m: number, n: number, k: number, alpha: number, accumulate: boolean, first: number, last: number, scratch: number): void;
  /**
   * sparse/sparseRows
   * @param x `usize`
   * @param w `usize`
   * @param out `usize`
   * @param bias `usize`
   * @param n `i32`
   * @param k `i32`
   * @param accumulate `bool`
   * @param first `i32`
   * @param last `i32`
   * @param scratch `usize`
   */
  export function sparseRows(x: number, w: number, out: number, bias: number, n: number, k: number, accumulate: boolean, first: number, last: number, scratch: number): void;
  /** winograd/group/WINOGRAD_BLOCK */
  export const WINOGRAD_BLOCK: {
    /** @type `i32` */
    get value(): number
  };
  /** winograd/group/WINOGRAD_CHANNELS */
  export const WINOGRAD_CHANNELS: {
    /** @type `i32` */
    get value(): number
  };
  /** winograd/group/WINOGRAD_POINTS */
  export const WINOGRAD_POINTS: {
    /** @type `usize` */
    get value(): number
  };
  /** winograd/group/WINOGRAD_TILE_SIDE */
  export const WINOGRAD_TILE_SIDE: {
    /** @type `i32` */
    get value(): number
  };
  /**
   * winograd/group/winogradFilterBytes
   * @param channels `i32`
   * @param outChannels `i32`
   * @returns `f64`
   */
  export function winogradFilterBytes(channels: number, outChannels: number): number;
  /**
   * winograd/group/winogradScratchBytes
   * @param channels `i32`
   * @param outChannels `i32`
   * @returns `f64`
   */
  export function winogradScratchBytes(channels: number, outChannels: number): number;
  /**
   * convolution/conv2dScratchBytes
   * @param height `i32`
   * @param width `i32`
   * @param channels `i32`
   * @param filterHeight `i32`
   * @param filterWidth `i32`
   * @param outChannels `i32`
   * @param _stride `i32`
   * @param padding `i32`
   * @param _outHeight `i32`
   * @param _outWidth `i32`
   * @returns `f64`
   */
  export function conv2dScratchBytes(height: number, width: number, channels: number, filterHeight: number, filterWidth: number, outChannels: number, _stride: number, padding: number, _outHeight: number, _outWidth: number): number;
  /**
   * convolution/conv2d
   * @param x `usize`
   * @param filters `usize`
   * @param out `usize`
   * @param bias `usize`
   * @param height `i32`
   * @param width `i32`
   * @param channels `i32`
   * @param filterHeight `i32`
   * @param filterWidth `i32`
   * @param outChannels `i32`
   * @param stride `i32`
   * @param padding `i32`
   * @param outHeight `i32`
   * @param outWidth `i32`
   * @param first `i32`
   * @param last `i32`
   * @param scratch `usize`
   */
  export function conv2d(x: number, filters: number, out: number, bias: number, height: number, width: number, channels: number, filterHeight: number, filterWidth: number, outChannels: number, stride: number, padding: number, outHeight: number, outWidth: number, first: number, last: number, scratch: number): void;
  /**
   * convolution/conv2dInputGradientScratchBytes
   * @param height `i32`
   * @param width `i32`
   * @param channels `i32`
   * @param filterHeight `i32`
   * @param filterWidth `i32`
   * @param outChannels `i32`
   * @param _stride `i32`
   * @param _padding `i32`
   * @param _outHeight `i32`
   * @param _outWidth `i32`
   * @returns `f64`
   */
  export function conv2dInputGradientScratchBytes(height: number, width: number, channels: number, filterHeight: number, filterWidth: number, outChannels: number, _stride: number, _padding: number, _outHeight: number, _outWidth: number): number;
  /**
   * convolution/conv2dInputGradient
   * @param dy `usize`
   * @param filters `usize`
   * @param out `usize`
   * @param height `i32`
   * @param width `i32`
   * @param channels `i32`
   * @param filterHeight `i32`
   * @param filterWidth `i32`
   * @param outChannels `i32`
   * @param stride `i32`
   * @param padding `i32`
   * @param outHeight `i32`
   * @param outWidth `i32`
   * @param first `i32`
   * @param last `i32`
   * @param scratch `usize`
   */
  export function conv2dInputGradient(dy: number, filters: number, out: number, height: number, width: number, channels: number, filterHeight: number, filterWidth: number, outChannels: number, stride: number, padding: number, outHeight: number, outWidth: number, first: number, last: number, scratch: number): void;
  /** descent/DENSE_LAYER_BYTES */
  export const DENSE_LAYER_BYTES: {
    /** @type `usize` */
    get value(): number
  };
  /**
   * descent/descend
   * @param layers `usize`
   * @param depth `i32`
   * @param images `usize`
   * @param targets `usize`
   * @param rates `usize`
   * @param likelihood `bool`
   * @param outputs `usize`
   * @param losses `usize`
   * @param count `i32`
   */
  export function descend(layers: number, depth: number, images: number, targets: number, rates: number, likelihood: boolean, outputs: number, losses: number, count: number): void;
  /** elementwise/SIGMOID */
  export const SIGMOID: {
    /** @type `i32` */
    get value(): number
  };
  /** elementwise/TANH */
  export const TANH: {
    /** @type `i32` */
    get value(): number
  };
  /** elementwise/RELU */
  export const RELU: {
    /** @type `i32` */
    get value(): number
  };
  /**
   * elementwise/bytesToFloats
   * @param bytes `usize`
   * @param out `usize`
   * @param first `i32`
   * @param last `i32`
   */
  export function bytesToFloats(bytes: number, out: number, first: number, last: number): void;
  /**
   * elementwise/activate
   * @param kind `i32`
   * @param x `usize`
   * @param out `usize`
   * @param first `i32`
   * @param last `i32`
   */
  export function activate(kind: number, x: number, out: number, first: number, last: number): void;
  /**
   * elementwise/activateGradient
   * @param kind `i32`
   * @param dy `usize`
   * @param y `usize`
   * @param out `usize`
   * @param first `i32`
   * @param last `i32`
   */
  export function activateGradient(kind: number, dy: number, y: number, out: number, first: number, last: number): void;
  /**
   * elementwise/scale
   * @param x `usize`
   * @param factor `f32`
   * @param first `i32`
   * @param last `i32`
   */
  export function scale(x: number, factor: number, first: number, last: number): void;
  /**
   * elementwise/dropout
   * @param x `usize`
   * @param out `usize`
   * @param key `i32`
   * @param threshold `u32`
   * @param factor `f32`
   * @param first `i32`
   * @param last `i32`
   */
  export function dropout(x: number, out: number, key: number, threshold: number, factor: number, first: number, last: number): void;
  /**
   * filter_gradient/conv2dFilterGradientScratchBytes
   * @param height `i32`
   * @param width `i32`
   * @param channels `i32`
   * @param filterHeight `i32`
   * @param filterWidth `i32`
   * @param outChannels `i32`
   * @param _stride `i32`
   * @param padding `i32`
   * @param _outHeight `i32`
   * @param _outWidth `i32`
   * @returns `f64`
   */
  export function conv2dFilterGradientScratchBytes(height: number, width: number, channels: number, filterHeight: number, filterWidth: number, outChannels: number, _stride: number, padding: number, _outHeight: number, _outWidth: number): number;
  /**
   * filter_gradient/conv2dFilterGradient
   * @param x `usize`
   * @param dy `usize`
   * @param out `usize`
   * @param batch `i32`
   * @param height `i32`
   * @param width `i32`
   * @param channels `i32`
   * @param filterHeight `i32`
   * @param filterWidth `i32`
   * @param outChannels `i32`
   * @param stride `i32`
   * @param padding `i32`
   * @param outHeight `i32`
   * @param outWidth `i32`
   * @param alpha `f32`
   * @param accumulate `bool`
   * @param first `i32`
   * @param last `i32`
   * @param scratch `usize`
   */
  export function conv2dFilterGradient(x: number, dy: number, out: number, batch: number, height: number, width: number, channels: number, filterHeight: number, filterWidth: number, outChannels: number, stride: number, padding: number, outHeight: number, outWidth: number, alpha: number, accumulate: boolean, first: number, last: number, scratch: number): void;
  /**
   * heap/heapBase
   * @returns `usize`
   */
  export function heapBase(): number;
  /**
   * normalization/batchMoments
   * @param x `usize`
   * @param mean `usize`
   * @param inverse `usize`
   * @param rows `i32`
   * @param channels `i32`
   * @param epsilon `f32`
   * @param first `i32`
   * @param last `i32`
   */
  export function batchMoments(x: number, mean: number, inverse: number, rows: number, channels: number, epsilon: number, first: number, last: number): void;
  /**
   * normalization/normalize
   * @param x `usize`
   * @param mean `usize`
   * @param inverse `usize`
   * @param gamma `usize`
   * @param beta `usize`
   * @param out `usize`
   * @param channels `i32`
   * @param first `i32`
   * @param last `i32`
   */
  export function normalize(x: number, mean: number, inverse: number, gamma: number, beta: number, out: number, channels: number, first: number, last: number): void;
  /**
   * normalization/normalizeGradient
   * @param dy `usize`
   * @param x `usize`
   * @param mean `usize`
   * @param inverse `usize`
   * @param gamma `usize`
   * @param gammaGradient `usize`
   * @param betaGradient `usize`
   * @param out `usize`
   * @param rows `i32`
   * @param channels `i32`
   * @param first `i32`
   * @param last `i32`
   */
  export function normalizeGradient(dy: number, x: number, mean: number, inverse: number, gamma: number, gammaGradient: number, betaGradient: number, out: number, rows: number, channels: number, first: number, last: number): void;
  /**
   * pooling/maxPool2d
   * @param x `usize`
   * @param out `usize`
   * @param height `i32`
   * @param width `i32`
   * @param channels `i32`
   * @param size `i32`
   * @param stride `i32`
   * @param padding `i32`
   * @param outHeight `i32`
   * @param outWidth `i32`
   * @param first `i32`
   * @param last `i32`
   */
  export function maxPool2d(x: number, out: number, height: number, width: number, channels: number, size: number, stride: number, padding: number, outHeight: number, outWidth: number, first: number, last: number): void;
  /**
   * pooling/maxPool2dGradient
   * @param dy `usize`
   * @param x `usize`
   * @param y `usize`
   * @param out `usize`
   * @param height `i32`
   * @param width `i32`
   * @param channels `i32`
   * @param size `i32`
   * @param stride `i32`
   * @param padding `i32`
   * @param outHeight `i32`
   * @param outWidth `i32`
   * @param first `i32`
   * @param last `i32`
   */
  export function maxPool2dGradient(dy: number, x: number, y: number, out: number, height: number, width: number, channels: number, size: number, stride: number, padding: number, outHeight: number, outWidth: number, first: number, last: number): void;
  /**
   * softmax/softmax
   * @param x `usize`
   * @param out `usize`
   * @param columns `i32`
   * @param first `i32`
   * @param last `i32`
   */
  export function softmax(x: number, out: number, columns: number, first: number, last: number): void;
  /**
   * softmax/softmaxGradient
   * @param dy `usize`
   * @param y `usize`
   * @param out `usize`
   * @param columns `i32`
   * @param first `i32`
   * @param last `i32`
   */
  export function softmaxGradient(dy: number, y: number, out: number, columns: number, first: number, last: number): void;
  /**
   * softmax/crossEntropy
   * @param logits `usize`
   * @param targets `usize`
   * @param losses `usize`
   * @param gradient `usize`
   * @param columns `i32`
   * @param factor `f32`
   * @param first `i32`
   * @param last `i32`
   */
  export function crossEntropy(logits: number, targets: number, losses: number, gradient: number, columns: number, factor: number, first: number, last: number): void;
  /**
   * softmax/squaredError
   * @param y `usize`
   * @param targets `usize`
   * @param losses `usize`
   * @param gradient `usize`
   * @param columns `i32`
   * @param factor `f32`
   * @param first `i32`
   * @param last `i32`
   */
  export function squaredError(y: number, targets: number, losses: number, gradient: number, columns: number, factor: number, first: number, last: number): void;
  /**
   * sum_rows/sumRows
   * @param x `usize`
   * @param out `usize`
   * @param rows `i32`
   * @param columns `i32`
   * @param alpha `f32`
   * @param accumulate `bool`
   * @param first `i32`
   * @param last `i32`
   */
  export function sumRows(x: number, out: number, rows: number, columns: number, alpha: number, accumulate: boolean, first: number, last: number): void;
  /**
   * updates/sgdStep
   * @param value `usize`
   * @param gradient `usize`
   * @param learningRate `f32`
   * @param decay `f32`
   * @param first `i32`
   * @param last `i32`
   */
  export function sgdStep(value: number, gradient: number, learningRate: number, decay: number, first: number, last: number): void;
  /**
   * updates/momentumStep
   * @param value `usize`
   * @param gradient `usize`
   * @param velocity `usize`
   * @param learningRate `f32`
   * @param momentum `f32`
   * @param dampening `f32`
   * @param nesterov `bool`
   * @param decay `f32`
   * @param first `i32`
   * @param last `i32`
   */
  export function momentumStep(value: number, gradient: number, velocity: number, learningRate: number, momentum: number, dampening: number, nesterov: boolean, decay: number, first: number, last: number): void;
  /**
   * updates/adamStep
   * @param value `usize`
   * @param gradient `usize`
   * @param firstMoment `usize`
   * @param secondMoment `usize`
   * @param beta1 `f32`
   * @param oneMinusBeta1 `f32`
   * @param beta2 `f32`
   * @param oneMinusBeta2 `f32`
   * @param firstScale `f32`
   * @param secondScale `f32`
   * @param epsilon `f32`
   * @param decay `f32`
   * @param first `i32`
   * @param last `i32`
   */
  export function adamStep(value: number, gradient: number, firstMoment: number, secondMoment: number, beta1: number, oneMinusBeta1: number, beta2: number, oneMinusBeta2: number, firstScale: number, secondScale: number, epsilon: number, decay: number, first: number, last: number): void;
  /**
   * updates/emaUpdate
   * @param value `usize`
   * @param average `usize`
   * @param weight `f32`
   * @param first `i32`
   * @param last `i32`
   */
  export function emaUpdate(value: number, average: number, weight: number, first: number, last: number): void;
  /**
   * updates/sumOfSquares
   * @param x `usize`
   * @param count `i32`
   * @returns `f64`
   */
  export function sumOfSquares(x: number, count: number): number;
  /**
   * winograd/filter_gradient/sumFilterGradient
   * @param x `usize`
   * @param dy `usize`
   * @param sums `usize`
   * @param batch `i32`
   * @param height `i32`
   * @param width `i32`
   * @param channels `i32`
   * @param outChannels `i32`
   * @param padding `i32`
   * @param outHeight `i32`
   * @param outWidth `i32`
   * @param block `i32`
   * @param first `i32`
   * @param last `i32`
   * @param scratch `usize`
   */
  export function sumFilterGradient(x: number, dy: number, sums: number, batch: number, height: number, width: number, channels: number, outChannels: number, padding: number, outHeight: number, outWidth: number, block: number, first: number, last: number, scratch: number): void;
  /**
   * winograd/filter_gradient/transformFilterGradient
   * @param sums `usize`
   * @param out `usize`
   * @param channels `i32`
   * @param outChannels `i32`
   * @param alpha `f32`
   * @param accumulate `bool`
   * @param first `i32`
   * @param last `i32`
   */
  export function transformFilterGradient(sums: number, out: number, channels: number, outChannels: number, alpha: number, accumulate: boolean, first: number, last: number): void;
  /**
   * winograd/filters/transformFilters
   * @param filters `usize`
   * @param to `usize`
   * @param channels `i32`
   * @param outChannels `i32`
   * @param first `i32`
   * @param last `i32`
   */
  export function transformFilters(filters: number, to: number, channels: number, outChannels: number, first: number, last: number): void;
  /**
   * winograd/filters/transposeFilters
   * @param filters `usize`
   * @param to `usize`
   * @param channels `i32`
   * @param outChannels `i32`
   * @param first `i32`
   * @param last `i32`
   */
  export function transposeFilters(filters: number, to: number, channels: number, outChannels: number, first: number, last: number): void;
  /**
   * winograd/forward/winogradConv2d
   * @param x `usize`
   * @param filters `usize`
   * @param out `usize`
   * @param bias `usize`
   * @param height `i32`
   * @param width `i32`
   * @param channels `i32`
   * @param outChannels `i32`
   * @param padding `i32`
   * @param outHeight `i32`
   * @param outWidth `i32`
   * @param first `i32`
   * @param last `i32`
   * @param scratch `usize`
   */
  export function winogradConv2d(x: number, filters: number, out: number, bias: number, height: number, width: number, channels: number, outChannels: number, padding: number, outHeight: number, outWidth: number, first: number, last: number, scratch: number): void;
  /**
   * winograd/input_gradient/winogradInputGradient
   * @param dy `usize`
   * @param filters `usize`
   * @param out `usize`
   * @param height `i32`
   * @param width `i32`
   * @param channels `i32`
   * @param outChannels `i32`
   * @param padding `i32`
   * @param outHeight `i32`
   * @param outWidth `i32`
   * @param first `i32`
   * @param last `i32`
   * @param scratch `usize`
   */
  export function winogradInputGradient(dy: number, filters: number, out: number, height: number, width: number, channels: number, outChannels: number, padding: number, outHeight: number, outWidth: number, first: number, last: number, scratch: number): void;
}
/** Instantiates the compiled WebAssembly module with the given imports. */
export declare function instantiate(module: WebAssembly.Module, imports: {
}): Promise<typeof __AdaptedExports>;
