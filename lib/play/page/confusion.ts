// Which digits are taken for which, of the test images.

import type { Panel } from "./panel.ts";

/** The confusion matrix, as often as the Worker has time for it. */
export function confusion({ session, drawer }: Panel): HTMLElement {
  const picture = drawer.picture("confusion");
  session.listen((event) => {
    if (event.type === "reset") picture.clear();
    if (event.type === "confusion") {
      picture.draw({ type: "confusion", confusion: event.confusion });
    }
  });
  return picture.element;
}
