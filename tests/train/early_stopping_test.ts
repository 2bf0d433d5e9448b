// Early stopping.

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { EarlyStopping, type EarlyStoppingOptions } from "../../lib/train/early_stopping.ts";
import { evaluate, fit } from "../../lib/train/mod.ts";
import { bars, build, recipe, stateOf } from "./synthetic.ts";

Deno.test("EarlyStopping ends when patience does, and gives back the best weights", () => {
  const losses = [1, 0.8, 0.9, 0.8, 0.7, 0.75, 0.72, 0.7];
  const { early, network, epochs } = follow({ patience: 3 }, losses);
  assertEquals(epochs, 8);
  assertEquals(early.bestEpoch, 5);
  early.restore();
  assertEquals(network.state[0].value.data[0], 5);
});

Deno.test("EarlyStopping looks at the accuracy if it is to", () => {
  // The first of equals stays the best.
  const { early, epochs } = follow({ patience: 2, monitor: "accuracy" }, [0.9, 0.95, 0.95, 0.94]);
  assertEquals([early.bestEpoch, epochs], [2, 4]);
});

Deno.test("EarlyStopping goes on as long as there is something better", () => {
  const { early, epochs } = follow({ patience: 1 }, [5, 4, 3, 2, 1]);
  assertEquals([early.shouldStop, early.bestEpoch, epochs], [false, 5, 5]);
});

Deno.test("EarlyStopping takes no epoch without a loss for the best", () => {
  const { early, epochs } = follow({ patience: 2 }, [NaN, NaN]);
  assertEquals([early.bestEpoch, epochs], [undefined, 2]);
  early.restore();
});

Deno.test("EarlyStopping refuses a patience that is none", () => {
  for (const patience of [0, 1.5, NaN]) {
    assertThrows(
      () => new EarlyStopping({ patience }, build()),
      RangeError,
      `Cannot stop early: patience is ${patience} but must be an integer of at least 1`,
    );
  }
});

Deno.test("fit stops early, and has the weights of the best epoch", async () => {
  const validation = bars(20, { seed: 2 });
  const network = build();
  const states: Float32Array[][] = [];
  const { epochs, bestEpoch, stopped } = await fit(network, bars(12), {
    ...recipe,
    // So few images are soon known by heart.
    epochs: 200,
    earlyStopping: { patience: 3 },
    validation,
    onEpoch: () => void states.push(stateOf(network)),
  });
  assert(epochs.length < 200);
  assertEquals(stopped, false);
  assertEquals(bestEpoch, epochs.length - 3);
  assertEquals(stateOf(network), states[bestEpoch! - 1]);
  const losses = epochs.map(({ validationLoss }) => validationLoss!);
  assertEquals(Math.min(...losses), losses[bestEpoch! - 1]);
  assertEquals((await evaluate(network, validation)).loss, losses[bestEpoch! - 1]);
});

Deno.test("fit has the weights of the best epoch when there are no more epochs or it is stopped", async () => {
  const validation = bars(20, { seed: 2 });
  const settings = {
    ...recipe,
    epochs: 40,
    learningRate: 0.3,
    earlyStopping: { patience: 30 },
    emaDecay: 0.5,
  };
  const stop = new AbortController();
  for (
    const onEpoch of [undefined, ({ epoch }: { epoch: number }) => epoch === 30 && stop.abort()]
  ) {
    const network = build();
    const { epochs, bestEpoch, stopped } = await fit(network, bars(12), {
      ...settings,
      validation,
      signal: stop.signal,
      onEpoch: (report) => void onEpoch?.(report),
    });
    assertEquals([epochs.length, stopped], onEpoch ? [30, true] : [40, false]);
    assert(bestEpoch! < 30);
    // With a moving average, the best one of those.
    const { loss } = await evaluate(network, validation);
    assertEquals(loss, epochs[bestEpoch! - 1].validationLoss);
  }
});

Deno.test("fit refuses to stop early without validation images", async () => {
  await assertRejects(
    () => fit(build(), bars(12), { ...recipe, earlyStopping: { patience: 3 } }),
    TypeError,
    "earlyStopping looks at validation images but there are none",
  );
});

/** Shows epochs to early stopping until it has enough; each leaves its number in the weights. */
function follow(options: EarlyStoppingOptions, scores: number[]) {
  const network = build();
  const early = new EarlyStopping(options, network);
  let epochs = 0;
  while (!early.shouldStop && epochs < scores.length) {
    const score = scores[epochs++];
    network.state[0].value.data.fill(epochs);
    early.observe({
      epoch: epochs,
      learningRate: 1,
      loss: 0,
      accuracy: 0,
      seconds: 0,
      validationLoss: options.monitor === "accuracy" ? 0 : score,
      validationAccuracy: options.monitor === "accuracy" ? score : 0,
    });
  }
  return { early, network, epochs };
}
