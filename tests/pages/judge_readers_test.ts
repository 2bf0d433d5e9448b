// Tests of lib/pages/judge_readers.ts, with the networks of the project

import { assertEquals } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { loadPageNetwork, loadPageReader } from "../../lib/inference/page_network.ts";
import { dense, flatten, Sequential, softmax } from "../../lib/nn/mod.ts";
import { judgeReaders } from "../../lib/pages/judge_readers.ts";

const { train, test } = await loadMnist();

/** A reader to whom nothing is a digit. */
function blind(): Sequential {
  const network = new Sequential([flatten(), dense(11), softmax()], { inputShape: [36, 36, 1] });
  const [weights, bias] = network.parameters;
  weights.value.data.fill(0);
  bias.value.data[10] = 20;
  return network;
}

Deno.test("judgeReaders has the same pages read by each reader alone, and by all together", async () => {
  const { alone, together, exam } = await judgeReaders([await loadPageReader(), blind()], {
    network: await loadPageNetwork(),
    heldOut: train,
    test,
    pages: 1,
    seed: 1,
    kinds: ["cropped close", "no digit"],
  });
  const [seeing, unseeing] = alone;
  assertEquals(alone.length, 2);
  assertEquals(seeing.digits > 0 && seeing.found > 0.8 * seeing.digits, true);
  const nothing = { flawless: 0, found: 0, misread: 0, invented: 0 };
  assertEquals(unseeing, { ...seeing, ...nothing });
  // Half of the voices say that there is none.
  assertEquals(together, unseeing);
  assertEquals(exam, [
    { kind: "cropped close", pages: 1, right: 0 },
    { kind: "no digit", pages: 1, right: 1 },
  ]);
});
