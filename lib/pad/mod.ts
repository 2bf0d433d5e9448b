// The pad room: a page to draw digits on, and its picture for where no scripts run.

export { drawingPad, type DrawingPadOptions } from "./drawing_pad.ts";
export type { PadModel } from "./pad_models.ts";
export { padPicture } from "./static_picture.ts";
