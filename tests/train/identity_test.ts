// What tells one training from another.

import { assertEquals, assertNotEquals } from "@std/assert";
import { differenceOf, identify } from "../../lib/train/identity.ts";
import { bars, build, recipe } from "./synthetic.ts";

const data = bars(12);

Deno.test("identify says the same of the same training, and of its copy in JSON", async () => {
  const identity = await identify(build(), { data, options: recipe });
  const again = await identify(build(), { data: bars(12), options: { ...recipe } });
  assertEquals(again, identity);
  assertEquals(differenceOf(JSON.parse(JSON.stringify(identity)), identity), undefined);
});

Deno.test("identify tells images apart, and the order they are in", async () => {
  const of = async (images: typeof data) =>
    (await identify(build(), { data: images, options: recipe })).data;
  const first = await of(data);
  assertEquals(await of(data.subset([...Array(12).keys()])), first);
  assertNotEquals(await of(data.subset([...Array(12).keys()].reverse())), first);
  assertNotEquals(await of(data.take(11)), first);
});

Deno.test("differenceOf names what differs, and does not mind the order of keys", () => {
  const one = { augment: { shift: 1, rotation: 2 }, layers: [1, 2], seed: 1 };
  assertEquals(
    differenceOf(one, { seed: 1, layers: [1, 2], augment: { rotation: 2, shift: 1 } }),
    undefined,
  );
  assertEquals(differenceOf(one, { ...one, layers: [2, 1] }), "layers");
  assertEquals(differenceOf(one, { ...one, augment: { shift: 1 } }), "augment");
  assertEquals(differenceOf(one, { ...one, emaDecay: 0.9 }), "emaDecay");
});
