// What the module exports: one function an operation.

export {
  activate,
  activateGradient,
  dropout,
  pixels,
  scale,
} from "./elementwise";
export { gemm } from "./gemm";
export { outerProduct, rowProduct, rowProducts } from "./row_product";
export { crossEntropy, softmax, softmaxGradient, squaredError } from "./softmax";
export { sumRows } from "./sum_rows";
export { average, descend, descendWithAdam, descendWithMomentum, sumOfSquares } from "./updates";
