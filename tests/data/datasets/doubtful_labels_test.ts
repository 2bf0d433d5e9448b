// Images with a doubtful label are test images of MNIST.

import { assert, assertEquals } from "@std/assert";
import { doubtfulTestLabels } from "../../../lib/data/datasets/doubtful_labels.ts";
import { loadMnist } from "../../../lib/data/mnist.ts";

Deno.test("doubtfulTestLabels are fifteen test images, among them the 5 at 2597 that looks like a 3", async () => {
  const { test } = await loadMnist();
  assertEquals(doubtfulTestLabels.size, 15);
  assert([...doubtfulTestLabels].every((i) => i < test.count));
  assertEquals([test.label(2597), test.label(9729), test.label(947)], [5, 5, 8]);
});
