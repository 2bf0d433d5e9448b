// The buttons of a panel: one that starts, pauses and goes on, and one that throws all away.

import { element } from "../../system/element.ts";
import type { Panel } from "./panel.ts";
import type { SessionState } from "./session.ts";

const labels: Readonly<Record<SessionState, string>> = {
  ready: "Start",
  loading: "Start",
  training: "Pause",
  pausing: "Go on",
  paused: "Go on",
};

/** The buttons. */
export function controls({ session }: Panel): HTMLElement {
  const main = element("button", { type: "button", children: [labels.ready] });
  const reset = element("button", { type: "button", disabled: "", children: ["Reset"] });
  main.addEventListener("click", () => {
    if (session.state === "ready") session.start();
    else if (session.state === "training") session.pause();
    else session.resume();
  });
  reset.addEventListener("click", () => session.reset());
  session.listen((event) => {
    if (event.type !== "state") return;
    main.textContent = labels[event.state];
    // What has the focus is not disabled, as that would lose the focus.
    main.setAttribute("aria-disabled", `${event.state === "loading"}`);
    reset.disabled = event.state === "ready" && session.epochs.length === 0;
  });
  return element("div", { class: "controls", children: [main, reset] });
}
