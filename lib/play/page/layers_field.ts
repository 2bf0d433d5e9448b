// The field for a network: a list of layers, each of which can be changed, moved and taken away.

import { element } from "../../system/element.ts";
import type { Field } from "./fields.ts";
import { type Spec, specField, type SpecKinds } from "./spec_field.ts";

/**
 * A field for the layers of a network.
 *
 * @param kinds The kinds of layers; the first one is what is added.
 */
export function layersField(kinds: SpecKinds): Field {
  const list = element("ol", { class: "layers" });
  let fields: Field[] = [];
  const read = () => fields.map((field) => field.read() as Spec);

  /** Shows layers, with the focus on one of them. */
  const show = (layers: readonly Spec[], focused?: number) => {
    fields = layers.map((spec, i) => {
      const field = specField(`layer ${i + 1}`, kinds);
      field.write(spec);
      return field;
    });
    list.replaceChildren(
      ...fields.map((field, i) =>
        element("li", { children: [field.element, buttons(i, fields.length)] })
      ),
    );
    if (focused === undefined) return;
    list.children[Math.min(focused, fields.length - 1)].querySelector("select")!.focus();
    // What listens to the form hears of this as of any other change.
    for (const type of ["input", "change"]) list.dispatchEvent(new Event(type, { bubbles: true }));
  };

  const buttons = (i: number, count: number) => {
    const button = (
      sign: string,
      { label, isPossible, change }: {
        label: string;
        isPossible: boolean;
        change: (layers: Spec[]) => number;
      },
    ) => {
      const made = element("button", {
        type: "button",
        "aria-label": label,
        title: label,
        disabled: isPossible ? undefined : "",
        children: [sign],
      });
      made.addEventListener("click", () => {
        const layers = read();
        const focused = change(layers);
        show(layers, focused);
      });
      return made;
    };
    const swap = (other: number) => (layers: Spec[]) => {
      [layers[i], layers[other]] = [layers[other], layers[i]];
      return other;
    };
    return element("span", {
      class: "buttons",
      children: [
        button("↑", { label: `Move layer ${i + 1} up`, isPossible: i > 0, change: swap(i - 1) }),
        button("↓", {
          label: `Move layer ${i + 1} down`,
          isPossible: i < count - 1,
          change: swap(i + 1),
        }),
        button("+", {
          label: `Add a layer after layer ${i + 1}`,
          isPossible: true,
          change(layers) {
            layers.splice(i + 1, 0, Object.values(kinds.first)[0]);
            return i + 1;
          },
        }),
        button("−", {
          label: `Take layer ${i + 1} away`,
          isPossible: count > 1,
          change(layers) {
            layers.splice(i, 1);
            return i;
          },
        }),
      ],
    });
  };
  return { element: list, read, write: (value) => show(value as Spec[]) };
}
