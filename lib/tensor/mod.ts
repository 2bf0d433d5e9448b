// Tensors, what can be done with them, and chance.

export {
  type Arithmetic,
  type ArithmeticKind,
  arithmeticKinds,
  arithmeticNotice,
  arithmeticOf,
  describeArithmetic,
  firstArithmetic,
  isSameArithmetic,
} from "./arithmetic.ts";
export type { Backend, BackendName, Operations } from "./backend.ts";
export { BatchTensors } from "./batch_tensors.ts";
export { createBackend, defaultBackend } from "./default_backend.ts";
export { defaultBackendName, defaultThreads } from "./environment.ts";
export { activations } from "./operations/activations.ts";
export type {
  ActivateGradientOptions,
  ActivateOptions,
  ActivationKind,
  ActivationOperations,
} from "./operations/activations.ts";
export type {
  Conv2dFilterGradientOptions,
  Conv2dInputGradientOptions,
  Conv2dOptions,
  ConvolutionOperations,
} from "./operations/convolution.ts";
export type {
  DenseStage,
  Descent,
  DescentOperations,
  DescentOptions,
} from "./operations/descent.ts";
export type { DropoutOperations, DropoutOptions } from "./operations/dropout.ts";
export type { ElementwiseOperations } from "./operations/elementwise.ts";
export type { LossOperationOptions, LossOperations } from "./operations/losses.ts";
export type { MatmulOperations, MatmulOptions, SumRowsOptions } from "./operations/matmul.ts";
export type {
  BatchMoments,
  BatchMomentsOptions,
  NormalizationOperations,
  NormalizeGradientOptions,
  NormalizeOptions,
} from "./operations/normalization.ts";
export type {
  MaxPool2dGradientOptions,
  MaxPool2dOptions,
  PoolingOperations,
} from "./operations/pooling.ts";
export type { SoftmaxGradientOptions, SoftmaxOperations } from "./operations/softmax.ts";
export type {
  AdamStepOptions,
  EmaUpdateOptions,
  MomentumStepOptions,
  SgdStepOptions,
  UpdateOperations,
} from "./operations/updates.ts";
export type { ConvOptions } from "./operations/window.ts";
export { Random, type StreamKey } from "./random.ts";
export { referenceBackend } from "./reference/backend.ts";
export { type Shape, Tensor } from "./tensor.ts";
export { createWasmBackend, type WasmOptions } from "./wasm/backend.ts";
export type { KernelOptions, KernelSource } from "./wasm/kernels.ts";
export type { ThreadTask } from "./wasm/serve_thread.ts";
export type { PoolOptions, StartThread } from "./wasm/thread_pool.ts";
export type { Rounding } from "./wasm/rounding.ts";
