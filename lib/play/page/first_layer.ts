// The weights of the first layer as pictures: what each unit looks for.

import type { Panel } from "./panel.ts";

/** The first weights as pictures of the size of the input, or as filters. */
export function firstLayer({ session, drawer }: Panel): HTMLElement {
  const picture = drawer.picture("weights");
  session.listen((event) => {
    if (event.type === "reset") picture.clear();
    if (event.type === "epoch" && event.weights !== undefined) {
      picture.draw({ type: "weights", weights: event.weights });
    }
  });
  return picture.element;
}
