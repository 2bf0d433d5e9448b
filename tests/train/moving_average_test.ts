// Moving averages of weights.

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { MovingAverage } from "../../lib/train/moving_average.ts";
import { build, stateOf } from "./synthetic.ts";

Deno.test("MovingAverage keeps its part of the average in each step, and less in the first ones", () => {
  const network = build();
  const [{ value: { data } }] = network.state;
  data[0] = 1;
  const average = new MovingAverage(network, 0.5);
  let expected = 1;
  for (let step = 1; step <= 20; step++) {
    data[0] = step;
    average.update(step);
    const decay = Math.min(0.5, (1 + step) / (10 + step));
    expected = decay * expected + (1 - decay) * step;
    assertAlmostEquals(average.tensors[0].data[0], expected, 1e-5);
  }
  // The weights themselves are left alone.
  assertEquals(data[0], 20);
});

Deno.test("MovingAverage changes places with the weights, and back", () => {
  const network = build();
  const average = new MovingAverage(network, 0.9);
  const first = stateOf(network);
  for (const { value } of network.state) value.data.fill(7);
  const trained = stateOf(network);
  average.swap();
  assertEquals(stateOf(network), first);
  assertEquals(average.tensors.map(({ data }) => data), trained);
  average.swap();
  assertEquals(stateOf(network), trained);
});

Deno.test("MovingAverage refuses a decay that is none", () => {
  for (const decay of [1, -0.1, NaN]) {
    assertThrows(
      () => new MovingAverage(build(), decay),
      RangeError,
      `the decay is ${decay} but must be a number of at least 0 and less than 1`,
    );
  }
});
