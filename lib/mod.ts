// What a notebook needs, from one place, room by room: every value by its name, and the types with them.

export type * from "./tensor/mod.ts";
export {
  activations,
  BatchTensors,
  createBackend,
  defaultBackend,
  Random,
  referenceBackend,
  Tensor,
} from "./tensor/mod.ts";

export type * from "./nn/mod.ts";
export {
  batchNorm,
  conv2d,
  crossEntropy,
  dense,
  dropout,
  fanOut,
  flatten,
  he,
  loadNetwork,
  loadWeights,
  maxPool2d,
  meanSquaredError,
  normal,
  relu,
  SafetensorsError,
  saveNetwork,
  Sequential,
  sigmoid,
  softmax,
  tanh,
  uniform,
  weightsSha256,
  xavier,
  zeros,
} from "./nn/mod.ts";

export type * from "./data/mod.ts";
export {
  Augmenter,
  averageImages,
  countPerClass,
  Dataset,
  datasets,
  decodeIdx,
  doubtfulTestLabels,
  loadDataset,
  loadMnist,
  parseCsv,
  pixelHistogram,
  pixelStatistics,
  variantsOf,
} from "./data/mod.ts";

export type * from "./train/mod.ts";
export {
  accuracyOfFirst,
  adam,
  askTeachers,
  checkpointFile,
  cosineDecay,
  DivergenceError,
  ensembleOf,
  evaluate,
  exponentialDecay,
  fit,
  learningRateAt,
  loadSoftTargets,
  makeSoftTargets,
  momentum,
  oneCycle,
  partOfLesson,
  saveSoftTargets,
  sgd,
  stepDecay,
  sweep,
  trainSeeds,
  workerRunner,
  wrongImages,
} from "./train/mod.ts";

export type * from "./stats/mod.ts";
export {
  calibrate,
  compareMistakes,
  compareSeeds,
  holm,
  mcnemarTest,
  mean,
  meanInterval,
  median,
  pairedTTest,
  principalComponents,
  signFlipTest,
  standardDeviation,
  wilsonInterval,
} from "./stats/mod.ts";

export type * from "./charts/mod.ts";
export {
  barChart,
  beside,
  calibrationChart,
  CHART_WIDTH,
  confusionChart,
  counted,
  curveChart,
  digitSheet,
  errorSheet,
  featureSheet,
  flowDiagram,
  heatChart,
  histogramChart,
  htmlOutput,
  imageSheet,
  intervalChart,
  markdownOutput,
  Output,
  pageSheet,
  percent,
  percentagePoints,
  pValue,
  scalingChart,
  scatterChart,
  table,
  textOutput,
  thousands,
  weightSheet,
} from "./charts/mod.ts";

export type * from "./queue/mod.ts";
export { parseAddress, queueRunner } from "./queue/mod.ts";

export type * from "./records/mod.ts";
export {
  accuracyChart,
  accuracyTable,
  compareRecords,
  comparisonChart,
  comparisonTable,
  explainDifference,
  inOrder,
  inWords,
  likeForLike,
  meanAccuracy,
  meanCurve,
  readBits,
  readRecord,
  readRecords,
  readSweep,
  recordedDataset,
  recordTraining,
  resultsTable,
  resultTable,
  trainingChart,
  trainingRun,
  writeRecord,
  writeResults,
  writeSweep,
} from "./records/mod.ts";

export type * from "./inference/mod.ts";
export {
  classify,
  DigitFinder,
  findComponents,
  levelOf,
  loadDigitFinder,
  loadModel,
  loadPageNetwork,
  loadPageReader,
  MapNetwork,
  mnistImage,
  modelNames,
  PictureError,
  predict,
  readPicture,
} from "./inference/mod.ts";

export type * from "./pages/mod.ts";
export {
  cutHardWindows,
  cutProposedWindows,
  cutWindows,
  drawDigitWindows,
  examine,
  examKindNames,
  joinWindows,
  judgeReaders,
  keptExam,
  keptWindows,
  makeExamPage,
  makePage,
  scorePages,
} from "./pages/mod.ts";

export type * from "./bench/mod.ts";
export {
  bestSpeeds,
  engineLabel,
  firstToReach,
  goalTable,
  isOurs,
  kernelTable,
  machineRatios,
  machineTable,
  memoryKernelTable,
  raceChart,
  raceRecipes,
  raceResults,
  raceTable,
  ratioChart,
  readBenchmarks,
  readRace,
  readRaceSearch,
  searchTable,
  speedRatio,
  speedTable,
} from "./bench/mod.ts";

export type * from "./pad/mod.ts";
export { drawingPad, padPicture } from "./pad/mod.ts";

export type * from "./notebook/mod.ts";
export {
  augmentedSheet,
  experiment,
  heldOutCurves,
  hiddenSpace,
  keepModel,
  liveCurves,
  makeLesson,
  repairs,
  show,
  stopSignal,
  sweepLive,
  trainLive,
} from "./notebook/mod.ts";

export { duration } from "./system/duration.ts";
