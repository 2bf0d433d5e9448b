// What each kind begins with in the form.

import { assertEquals } from "@std/assert";
import { initializers } from "../../../lib/nn/initializers.ts";
import { layerKinds, layerSpecSchema } from "../../../lib/nn/layers/mod.ts";
import {
  firstInitializers,
  firstLayers,
  firstOptimizers,
  firstSchedules,
} from "../../../lib/play/page/first_specs.ts";
import { checkSchema } from "../../../lib/system/schema.ts";
import { optimizerKinds } from "../../../lib/train/optimizers/mod.ts";
import { scheduleKinds } from "../../../lib/train/schedules/mod.ts";

Deno.test("there is a first one of each kind, and no other", () => {
  const same = (first: object, kinds: object) =>
    assertEquals(Object.keys(first).toSorted(), Object.keys(kinds).toSorted());
  same(firstLayers, layerKinds);
  same(firstInitializers, initializers);
  same(firstOptimizers, optimizerKinds);
  same(firstSchedules, { constant: {}, ...scheduleKinds });
});

Deno.test("first layers have all the fields that the form shows", () => {
  for (const [type, spec] of Object.entries(firstLayers)) {
    assertEquals(checkSchema(layerSpecSchema, spec, { to: "show it" }).type, type);
    const fields = Object.keys(layerKinds[spec.type].fields);
    assertEquals(Object.keys(spec).toSorted(), ["type", ...fields].toSorted(), type);
  }
});
