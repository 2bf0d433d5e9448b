// The form in which a reader sets up a training. The address of the page follows it, so that it can be sent.

import { element } from "../../system/element.ts";
import { choiceField, type Field } from "./fields.ts";
import type { PublishedTraining } from "./messages.ts";
import type { PanelPart } from "./panel.ts";
import { settingsFields } from "./settings_fields.ts";
import { checkSettings, isSame, type Settings, settingsOf, toTraining } from "./settings.ts";
import { type Published, settingsLink, settingsOfLink } from "./settings_link.ts";

/** Makes the form, which begins with the settings of the address, or else with those published first. */
export function settingsForm(trainings: readonly PublishedTraining[]): PanelPart {
  return ({ session }) => {
    const published: Published = new Map(
      trainings.map(({ name, training }) => [name, settingsOf(training)]),
    );
    const fields = settingsFields();
    const names = Object.keys(fields) as (keyof Settings)[];
    const start = choiceField("start from", trainings.map(({ name, title }) => [title, name]));
    const problem = element("p", { class: "problem", role: "alert" });
    const link = element("a", { children: ["A link to these settings"] });

    const write = (settings: Settings) => {
      for (const name of names) fields[name].write(settings[name]);
    };
    const read = (): Settings => {
      const found = names.map((name) => [name, fields[name].read()])
        .filter(([, value]) => value !== undefined);
      return checkSettings(Object.fromEntries(found), { to: "train with these settings" });
    };
    /** The training that is set up, with the weights that were published for it if they were. */
    const prepare = (settings: Settings) => {
      const found = trainings.find(({ training }) => isSame(settingsOf(training), settings));
      session.prepare(found?.training ?? toTraining(settings));
      link.href = settingsLink(settings, { published, from: String(start.read()) });
    };
    const attempt = (change: () => void) => {
      try {
        change();
        problem.textContent = "";
      } catch (error) {
        problem.textContent = (error as Error).message;
        session.prepare(error as Error);
      }
    };
    const changed = () => attempt(() => prepare(read()));
    const followLink = () =>
      attempt(() => {
        const { from, settings } = settingsOfLink(location.hash, published);
        start.write(from);
        write(settings);
        prepare(settings);
      });

    start.element.addEventListener("change", () => {
      write(published.get(String(start.read()))!);
      changed();
    });
    addEventListener("hashchange", followLink);
    start.write(trainings[0].name);
    write(settingsOf(trainings[0].training));
    followLink();

    const form = element("form", {
      class: "settings",
      "aria-label": "Settings",
      children: [
        start.element,
        group("Network", [fields.inputShape, fields.network]),
        group("Training", [
          fields.loss,
          fields.optimizer,
          fields.learningRate,
          fields.epochs,
          fields.batchSize,
          fields.labelSmoothing,
          fields.clipNorm,
          fields.emaDecay,
        ]),
        group("Images, and how far each is changed", [fields.trainImages, fields.augment]),
        group("Chance", [fields.seed]),
        element("p", { class: "link", children: [link] }),
        problem,
      ],
    });
    form.addEventListener("input", changed);
    // Not with each letter: browsers allow an address no more than some changes a second.
    form.addEventListener("change", () => history.replaceState(null, "", link.href));
    return form;
  };
}

function group(legend: string, fields: readonly Field[]): HTMLElement {
  return element("fieldset", {
    children: [
      element("legend", { children: [legend] }),
      ...fields.map(({ element }) => element),
    ],
  });
}
