// The notebook room: what a cell calls to show things and to be stopped.

export { augmentedSheet } from "./augmented_sheet.ts";
export { experiment, type ExperimentOptions } from "./experiment.ts";
export { heldOutCurves, type HeldOutOptions } from "./held_out_curves.ts";
export { hiddenSpace } from "./hidden_space.ts";
export { keepModel, type KeepModelOptions } from "./keep_model.ts";
export { LiveCurves, liveCurves, type LiveCurvesOptions } from "./live_curves.ts";
export { LiveDisplay, liveDisplay } from "./live_display.ts";
export { makeLesson, type MakeLessonOptions } from "./make_lesson.ts";
export { repairs } from "./repairs.ts";
export { show } from "./show.ts";
export { stopSignal } from "./stop.ts";
export { sweepLive } from "./sweep_live.ts";
export { trainLive } from "./train_live.ts";
