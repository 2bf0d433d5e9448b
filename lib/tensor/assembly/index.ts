// What the module exports: one function an operation.

export { convolve, convolveBack } from "./convolution";
export { activate, activateGradient, bytesToFloats, dropout, scale } from "./elementwise";
export { filterGradient } from "./filter_gradient";
export { multiplyColumns, multiplyRows, pack } from "./gemm";
export { batchMoments, normalize, normalizeGradient } from "./normalization";
export { maxPool, maxPoolGradient } from "./pooling";
export { outerProduct } from "./outer_product";
export { rowProduct } from "./row_product";
export { rowProducts } from "./row_products";
export { crossEntropy, softmax, softmaxGradient, squaredError } from "./softmax";
export { sumRows } from "./sum_rows";
export { adamStep, emaUpdate, momentumStep, sgdStep, sumOfSquares } from "./updates";
export { convolveWinogradBack } from "./winograd/back";
export { finishFilters, sumTiles } from "./winograd/filter_gradient";
export { exchangeFilters, transformFilters } from "./winograd/filters";
export { convolveWinograd } from "./winograd/forward";
