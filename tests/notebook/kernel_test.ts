// What cells call, in the real Deno kernel.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { Kernel, type Message } from "../../lib/jupyter/mod.ts";

/** Cells import from here, as "./mod.ts". */
const directory = fromFileUrl(new URL("../../lib/notebook", import.meta.url));

Deno.test("show puts each thing out in the media it comes in", async () => {
  await using kernel = await Kernel.start(directory);
  const outputs = await run(
    kernel,
    `
    import { show } from "./mod.ts";
    import { curveChart, digitSheet, imageSheet, table } from "../charts/mod.ts";
    import * as Plot from "@observablehq/plot";
    import { parseHTML } from "linkedom";
    const { document } = parseHTML("<html></html>");
    await show(
      "**bold**",
      curveChart([{ name: "training", points: [3, 2, 1] }], { y: "loss" }),
      imageSheet([[0, 1]], { shape: [1, 2] }),
      table([{ seed: 1 }]),
      Plot.plot({ document, marks: [Plot.frame()] }),
      Deno.jupyter.html\`<b>bold</b>\`,
      { accuracy: 0.98 },
    );
  `,
  );
  const media = outputs.map(({ content }) => Object.keys(content.data as object).sort().join(" "));
  assertEquals(media, [
    "text/markdown text/plain",
    "image/svg+xml text/plain",
    "image/png text/plain",
    "text/html text/markdown text/plain",
    "image/svg+xml text/plain",
    "text/html text/plain",
    "text/plain",
  ]);
  assertEquals(plainText(outputs[6]), "{ accuracy: 0.98 }");
});

Deno.test("liveCurves updates one display and ends with all points and without status", async () => {
  await using kernel = await Kernel.start(directory);
  const start = performance.now();
  const outputs = await run(
    kernel,
    `
    import { liveCurves } from "./mod.ts";
    const live = await liveCurves({ xDomain: [1, 40] });
    for (let epoch = 1; epoch <= 40; epoch++) {
      // Busy, as a training is: nothing waits.
      for (const until = performance.now() + 15; performance.now() < until;);
      live.status("epoch " + epoch + " of 40");
      live.add("training", { epoch, loss: 1 / epoch, accuracy: 1 - 1 / (epoch + 1) });
    }
    await live.done();
  `,
  );
  const seconds = (performance.now() - start) / 1000;
  const [first, ...updates] = outputs;
  assertEquals(first.header.msg_type, "display_data");
  // Four a second at most, and the last.
  assert(updates.length >= 2 && updates.length <= 2 + seconds * 4, `${updates.length} updates`);
  for (const update of updates) {
    assertEquals(update.header.msg_type, "update_display_data");
    assertEquals(update.content.transient, first.content.transient);
  }
  assertStringIncludes(plainText(updates[0]), "of 40");
  assertEquals(
    plainText(updates[updates.length - 1]),
    "training: loss 1 (epoch 1), 0.025 (epoch 40)\n" +
      "training: accuracy 50.00 % (epoch 1), 97.56 % (epoch 40)",
  );
});

Deno.test("the stop button ends a training, keeps what it learned, and never ends the kernel", async () => {
  await using kernel = await Kernel.start(directory);
  await run(
    kernel,
    `import { stopSignal } from "./mod.ts"; const unused = stopSignal(); let steps = 0;`,
  );
  // Nothing trains: the button does nothing but end the signals given out before.
  kernel.interrupt();
  await run(
    kernel,
    "while (!unused.aborted) await new Promise((resolve) => setTimeout(resolve, 1));",
  );
  const outputs = await run(
    kernel,
    `
    const signal = stopSignal();
    console.log("training");
    while (!signal.aborted) {
      steps++;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    console.log(signal.reason.message);
  `,
    ({ content }) => {
      if (content.text === "training\n") kernel.interrupt();
    },
  );
  assertEquals(
    outputs.map(({ content }) => content.text).join(""),
    "training\nThe stop button was pressed\n",
  );
  const [kept] = await run(kernel, "console.log(steps > 0, stopSignal().aborted)");
  assertEquals(kept.content.text, "true false\n");
});

Deno.test("an experiment that the stop button ends has no runs of the variations behind it", async () => {
  await using kernel = await Kernel.start(directory);
  const outputs = await run(
    kernel,
    `
    import { experiment } from "./mod.ts";
    import { Dataset } from "../data/mod.ts";
    import { dense, softmax } from "../nn/mod.ts";
    import { sgd } from "../train/mod.ts";
    const train = new Dataset(new Uint8Array([255, 0, 0, 255]), new Uint8Array([0, 1]), {
      ...{ name: "stripes", imageShape: [1, 2], classes: 2 },
    });
    const short = {
      ...{ inputShape: [2], network: [dense(2), softmax()], loss: "crossEntropy", optimizer: sgd() },
      ...{ learningRate: 0.1, epochs: 1, batchSize: 1 },
    };
    const found = await experiment("none-such", {
      variations: { long: { ...short, epochs: 1_000_000 }, never: short },
      ...{ seeds: [1], train },
    });
    console.log(found.long[0].epochs.length > 0, found.never);
  `,
    ({ header }) => {
      if (header.msg_type === "update_display_data") kernel.interrupt();
    },
  );
  const said = outputs.flatMap(({ content }) => content.text ?? plainText({ content } as Message));
  assertStringIncludes(said.join("\n"), "Trained here, not recorded: long.");
  assertEquals(said.at(-1), "true []\n");
});

Deno.test("threads share a product in the kernel of a notebook, and its bits are those of one", async () => {
  await using kernel = await Kernel.start(directory);
  const outputs = await run(
    kernel,
    `
    import { createBackend, Random } from "../tensor/mod.ts";
    function product(threads: number): Uint32Array {
      const backend = createBackend("wasm", { threads });
      const random = new Random(["product"]);
      const [a, b, out] = [[300, 200], [200, 250], [300, 250]].map((shape) => backend.tensor(shape));
      for (const { data } of [a, b]) for (let i = 0; i < data.length; i++) data[i] = random.normal();
      // The second thread is there after some of these at the latest.
      for (let i = 0; i < 200; i++) backend.matmul(a, b, { out });
      return new Uint32Array(out.data.slice().buffer);
    }
    const [alone, shared] = [product(1), product(2)];
    const bits = alone.filter((value) => value !== 0).length;
    console.log(bits, shared.filter((value, i) => value !== alone[i]).length);
  `,
  );
  assertEquals(outputs.map(({ content }) => content.text), ["75000 0\n"]);
});

async function run(
  kernel: Kernel,
  code: string,
  onOutput: (message: Message) => void = () => {},
): Promise<Message[]> {
  const outputs: Message[] = [];
  const reply = await kernel.execute(code, (output) => {
    outputs.push(output);
    onOutput(output);
  });
  assertEquals(reply.status, "ok", JSON.stringify(reply));
  return outputs;
}

function plainText({ content }: Message): string {
  return (content.data as { [media: string]: string })["text/plain"];
}
