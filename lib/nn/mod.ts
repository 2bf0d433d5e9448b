// Networks: layers, losses, first weights, and the files that keep them.

export type * from "../tensor/mod.ts";
export type { DistillationWeights } from "./distillation_loss.ts";
export { weightsSha256 } from "./fingerprint.ts";
export { fanOut, he, type Initializer, normal, uniform, xavier, zeros } from "./initializers.ts";
export * from "./layers/mod.ts";
export {
  crossEntropy,
  type LossName,
  type LossOptions,
  type LossResult,
  meanSquaredError,
} from "./losses.ts";
export { type NamedTensor, SafetensorsError } from "./safetensors.ts";
export { Sequential, type SequentialOptions } from "./sequential.ts";
export type { LoadedNetwork } from "./network_codec.ts";
export { loadNetwork, loadWeights, saveNetwork } from "./weights_file.ts";
