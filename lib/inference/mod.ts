// Inference: from pictures of handwriting to digits, with networks that were trained before.

export { type Classification, classify } from "./classify.ts";
export { DigitFinder, type FoundDigit } from "./digit_finder.ts";
export { type Component, type Components, findComponents } from "./components.ts";
export { type ClassMap, MapNetwork } from "./class_map.ts";
export type { Box, GreyImage } from "./grey_image.ts";
export { mnistImage } from "./mnist_image.ts";
export { loadModel, type LoadModelOptions, type Model, modelNames, saveModel } from "./models.ts";
export { type Level, levelOf } from "./level.ts";
export { loadDigitFinder, loadPageNetwork, loadPageReader } from "./page_network.ts";
export { PictureError, type PictureSource, readPicture } from "./picture_file.ts";
export type { Candidate as DigitCandidate } from "./peaks.ts";
export { predict, type PredictOptions } from "./predict.ts";
export { type ReadDigit, Reading } from "./reading.ts";
export type { Place as DigitPlace } from "./window_cutter.ts";
