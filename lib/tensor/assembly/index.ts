// What the module exports: the kernels.

export { conv2d, conv2dInputGradient } from "./convolution";
export { activate, activateGradient, bytesToFloats, dropout, scale } from "./elementwise";
export { conv2dFilterGradient } from "./filter_gradient";
export { gemmColumns, gemmRows, packB } from "./gemm";
export { gemv } from "./gemv";
export { gemvT } from "./gemv_t";
export { ger } from "./ger";
export { batchMoments, normalize, normalizeGradient } from "./normalization";
export { maxPool2d, maxPool2dGradient } from "./pooling";
export { crossEntropy, softmax, softmaxGradient, squaredError } from "./softmax";
export { sumRows } from "./sum_rows";
export { adamStep, emaUpdate, momentumStep, sgdStep, sumOfSquares } from "./updates";
export { sumFilterGradient, transformFilterGradient } from "./winograd/filter_gradient";
export { transformFilters, transposeFilters } from "./winograd/filters";
export { winogradConv2d } from "./winograd/forward";
export { winogradInputGradient } from "./winograd/input_gradient";
