// Curves of a training with images held out.

import { assert, assertEquals } from "@std/assert";
import { dense, softmax } from "../../lib/nn/mod.ts";
import { heldOutCurves } from "../../lib/notebook/held_out_curves.ts";
import { sgd } from "../../lib/train/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { bars } from "../train/synthetic.ts";

Deno.test("heldOutCurves trains with a sixth of the images held out, and draws both curves", async () => {
  await withDirectory(async (directory) => {
    const { log } = console;
    console.log = () => {};
    try {
      const train = bars(60);
      const chart = await heldOutCurves("01-tiny", {
        recipe: {
          inputShape: [train.image(0).length],
          network: [dense(train.classes), softmax()],
          loss: "crossEntropy",
          optimizer: sgd(),
          learningRate: 0.1,
          epochs: 2,
          batchSize: 5,
        },
        seeds: [1, 2],
        train,
        directory,
      });
      assert(`${chart}`.includes("held out: wrong answers"));
      assert(`${chart}`.includes("Mean and range of 2 seeds."));
    } finally {
      console.log = log;
    }
    assertEquals(
      [...Deno.readDirSync(directory)],
      [],
      "what nobody asked to record is not recorded",
    );
  });
});
