// What the module exports: the kernels, and the sizes that their callers must know.

export * from "./convolution";
export * from "./descent";
export * from "./elementwise";
export * from "./filter_gradient";
export { GEMM_SCRATCH_BYTES, gemmColumns, gemmRows, packB, packedBytes } from "./gemm";
export { COLUMNS as TILE_COLUMNS, mostlyZero, ROWS as TILE_ROWS } from "./gemm_pack";
export { gemv } from "./gemv";
export { gemvT } from "./gemv_t";
export { ger } from "./ger";
export { gerFew } from "./ger_few";
export * from "./heap";
export { ROUNDING_MODE } from "./madd";
export { SELECTION_BYTES, SPAN } from "./nonzero";
export * from "./normalization";
export * from "./pooling";
export * from "./softmax";
export {
  allFinite,
  countNonzero,
  hasNegativeZero,
  leastMagnitude,
  SPARSE_COLUMNS_BYTES,
  sparseColumns,
  sparseRows,
} from "./sparse";
export * from "./sum_rows";
export * from "./updates";
export * from "./winograd/filter_gradient";
export * from "./winograd/filters";
export * from "./winograd/forward";
export {
  WINOGRAD_BLOCK,
  WINOGRAD_CHANNELS,
  WINOGRAD_POINTS,
  WINOGRAD_TILE_SIDE,
  winogradFilterBytes,
  winogradScratchBytes,
} from "./winograd/group";
export * from "./winograd/input_gradient";
