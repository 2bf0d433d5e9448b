// The charts room: figures and pictures to look at, in every medium that a cell can show.

export * from "./bar_chart.ts";
export * from "./calibration_chart.ts";
export { beside, captioned, Chart, renderSvg } from "./chart.ts";
export * from "./confusion_chart.ts";
export * from "./curve_chart.ts";
export type { Band, CurveAxes, Point } from "./curve_points.ts";
export { flowDiagram, type FlowEdge, type FlowNode } from "./flow_diagram.ts";
export * from "./format.ts";
export * from "./heat_chart.ts";
export * from "./image_sheet.ts";
export * from "./interval_chart.ts";
export * from "./output.ts";
export { type PageMark, pageSheet, type PageSheetOptions, type ShownPage } from "./page_sheet.ts";
export { Picture } from "./picture.ts";
export { scalingChart } from "./scaling_chart.ts";
export { scatterChart, type ScatterOptions, type ScatterPoint } from "./scatter_chart.ts";
export * from "./sheets.ts";
export { type Cell, table, type TableLink } from "./table.ts";
export { CHART_WIDTH } from "./theme.ts";
