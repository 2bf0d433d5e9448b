// Layers that a peer makes, and those that it says it lacks.

import { assertEquals, assertThrows } from "@std/assert";
import { assertPlain, buildLayer, type LayerBuilders } from "../../lib/bench/layer_builders.ts";
import { batchNorm, conv2d, dense, relu, sigmoid } from "../../lib/nn/mod.ts";

const builders: LayerBuilders<string> = {
  dense: ({ units }) => `${units} units`,
  relu: ({ type }) => type,
  conv2d(spec) {
    assertPlain(spec, { stride: 1, padding: 0 });
    return `${spec.filters} filters`;
  },
};

Deno.test("buildLayer calls the builder of the layer's type", () => {
  assertEquals(
    [dense(10), relu(), conv2d(8)].map((spec) => buildLayer(spec, builders)),
    ["10 units", "relu", "8 filters"],
  );
});

Deno.test("buildLayer names a type, and assertPlain a setting, that a peer lacks", () => {
  assertThrows(() => buildLayer(sigmoid(), builders), RangeError, 'type "sigmoid" are not timed');
  assertThrows(() => buildLayer(batchNorm(), builders), RangeError, 'type "batchNorm" are not');
  assertThrows(
    () => buildLayer(conv2d(8, { padding: 1 }), builders),
    RangeError,
    'layers of type "conv2d" with padding 1 are not timed',
  );
  assertThrows(
    () => buildLayer({ type: "constructor" } as never, builders),
    RangeError,
    'type "constructor" are not timed',
  );
});
