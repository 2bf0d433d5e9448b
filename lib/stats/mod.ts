// The stats room: how sure a figure is, and whether two figures differ.

export * from "./calibration.ts";
export * from "./compare_mistakes.ts";
export * from "./compare_seeds.ts";
export * from "./holm.ts";
export * from "./principal_components.ts";
export * from "./significance.ts";
export {
  type Interval,
  mean,
  meanInterval,
  median,
  standardDeviation,
  wilsonInterval,
} from "./statistics.ts";
