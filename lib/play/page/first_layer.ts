// The weights of the first layer as pictures: what each unit looks for.

import { weightSheet } from "../../charts/mod.ts";
import { picture, show } from "./picture.ts";
import type { TrainingSession } from "./session.ts";

/** How many units' weights are shown at most. */
const MAX_UNITS = 50;

/** A layer's weights: pictures of the size of the input for a dense layer, else filters. */
export function firstLayer(session: TrainingSession): HTMLElement {
  const image = picture("weights");
  session.listen((event) => {
    if (event.type === "state" && session.epochs.length === 0) image.hidden = true;
    if (event.type !== "epoch") return;
    const { shape, data } = event.weights;
    const [height, width] = shape.length === 4 ? shape : [28, 28];
    show(image, weightSheet({ shape, data }, { shape: [height, width], first: MAX_UNITS }));
  });
  return image;
}
