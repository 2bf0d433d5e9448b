// The stats room: how sure a figure is, and whether two figures differ.

export * from "./calibration.ts";
export * from "./significance.ts";
export {
  type Interval,
  mean,
  meanInterval,
  median,
  standardDeviation,
  wilsonInterval,
} from "./statistics.ts";
