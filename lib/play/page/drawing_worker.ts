// The Worker that draws, so that the page loses no frame while it is done.

import type { Output } from "../../charts/mod.ts";
import { draw, type Drawing } from "./drawing.ts";

/** A picture to be drawn, and one that is. */
export interface DrawingTask {
  readonly id: number;
  readonly drawing: Drawing;
}

/** A drawing as an `<img>` takes it. */
export interface DrawnPicture {
  readonly id: number;
  readonly source: string;
  /** What it shows, in words. */
  readonly text: string;
}

const scope = self as unknown as {
  onmessage: (event: MessageEvent<DrawingTask>) => void;
  postMessage(picture: DrawnPicture): void;
};

scope.onmessage = ({ data: { id, drawing } }) => {
  const output = draw(drawing);
  scope.postMessage({ id, source: sourceOf(output), text: `${output}` });
};

function sourceOf({ media }: Output): string {
  const svg = media["image/svg+xml"];
  return svg === undefined
    ? `data:image/png;base64,${media["image/png"]}`
    : `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
