// Tensors, what can be done with them, and chance.

export { type Backend, type BackendName, type Operations } from "./backend.ts";
export { BatchTensors } from "./batch_tensors.ts";
export { createBackend, defaultBackend } from "./default_backend.ts";
export { defaultBackendName, defaultThreads } from "./environment.ts";
export { type ActivationKind, activations } from "./operations/activations.ts";
export { Random, type StreamKey } from "./random.ts";
export { referenceBackend } from "./reference/backend.ts";
export { type Shape, Tensor } from "./tensor.ts";
