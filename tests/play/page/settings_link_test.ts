// Links that carry settings.

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { publishedTrainings } from "../../../lib/play/mod.ts";
import { type Settings, settingsOf } from "../../../lib/play/page/settings.ts";
import { settingsLink, settingsOfLink } from "../../../lib/play/page/settings_link.ts";
import { dense, he, type LayerSpec, relu, softmax } from "../../../lib/nn/mod.ts";
import { adam, cosineDecay } from "../../../lib/train/mod.ts";

const published = new Map(
  (await publishedTrainings()).map(({ name, training }) => [name, settingsOf(training)]),
);
const from = "02-softmax-and-cross-entropy";
const start = published.get(from)!;

Deno.test("settingsLink says what is other than the published settings, and no more", () => {
  assertEquals(settingsLink(start, { published, from }), `#from=${from}`);
  assertEquals(
    settingsLink({ ...start, learningRate: 0.1, clipNorm: 1 }, { published, from }),
    `#from=${from}&learningRate=0.1&clipNorm=1`,
  );
  const [first, ...rest] = start.network;
  const network = [{ ...first, units: 30, weights: he() } as LayerSpec, ...rest];
  assertEquals(
    settingsLink({ ...start, network }, { published, from }),
    `#from=${from}&network[0].units=30&network[0].weights={%22type%22:%22he%22}`,
  );
});

Deno.test("settingsOfLink gives back what settingsLink was given", () => {
  const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
  const changes: fc.Arbitrary<Partial<Settings>> = fc.record({
    learningRate: fc.oneof(positive, positive.map((peak) => cosineDecay(peak))),
    network: fc.constantFrom(
      [dense(30, { weights: he() }), relu(), dense(10), softmax()],
      [dense(30, { weights: he() }), dense(10), softmax()],
    ),
    optimizer: fc.constant(adam()),
    epochs: fc.nat(),
    seed: fc.integer(),
    trainImages: fc.integer({ min: 1, max: 60_000 }),
    clipNorm: positive,
    augment: fc.constant({ shift: 1 }),
  }, { requiredKeys: [] });
  fc.assert(fc.property(changes, fc.constantFrom(...published.keys()), (changes, from) => {
    const settings = { ...published.get(from)!, ...changes };
    assertEquals(settingsOfLink(settingsLink(settings, { published, from }), published), {
      from,
      settings,
    });
  }));
});

Deno.test("settingsOfLink leaves out what has no value, and begins with what was published first", () => {
  const bare = settingsOfLink("#from=02-softmax-and-cross-entropy&network[1]=", published).settings;
  assertEquals(bare.network.map(({ type }) => type), ["dense", "dense", "softmax"]);
  const { augment: _, ...without } = published.get("05-cnn")!;
  assertEquals(settingsOfLink("#from=05-cnn&augment=", published).settings, without);
  assertEquals(settingsOfLink("", published).from, [...published.keys()][0]);
  assertEquals(settingsOfLink("#loss=crossEntropy", published).settings.loss, "crossEntropy");
});

Deno.test("settingsOfLink says what is wrong with a link", () => {
  const fails = (hash: string, message: string) =>
    assertThrows(() => settingsOfLink(hash, published), TypeError, message);
  fails("#from=02-softmax", `Cannot follow the link: from is "02-softmax" but must be one of 01-`);
  fails(
    "#learningRate=-1",
    "Cannot follow the link: learningRate is -1 but must be a number greater",
  );
  fails("#learningrate=1", "found the unknown learningrate, known are");
  fails("#earlyStopping={}", "found the unknown earlyStopping");
  fails("#epochs=many", `epochs is "many" but must be an integer of at least 0`);
  fails("#epochs=%", 'what follows a percent sign in "epochs=%" is no letter');
  fails("#network=[]", "network is [] but must be a list of 1 to 10000 layers");
  fails('#network=[{"type":"dense"}]', "network[0].units is missing but must be an integer");
  fails("#network[9].units=1", "network[9].units leads nowhere, for there is no 9 with fields");
  fails("#network[9]=1", "network[9] leads nowhere, for the list has 4");
  fails("#epochs.a=1", "epochs.a leads nowhere, for there is no epochs with fields");
  fails("#network[0].unit=1", "found the unknown network[0].unit, known are");
  fails("#trainImages=60001", "trainImages is 60001 but must be an integer from 1 to 60000");
});

Deno.test("settingsOfLink fails with a TypeError, whatever stands there", () => {
  const names = [...Object.keys(start), "from", "constructor", "__proto__"];
  const part = fc.tuple(
    fc.oneof(
      fc.constantFrom(...names),
      fc.constantFrom(
        "network[0]",
        "network[0].units",
        "network.length",
        "network[0].__proto__.a",
        "augment.shift",
      ),
      fc.string(),
    ),
    fc.string(),
  )
    .map(([name, value]) => `${name}=${value}`);
  fc.assert(fc.property(fc.array(part), (parts) => {
    try {
      settingsOfLink(`#${parts.join("&")}`, published);
    } catch (error) {
      assert(error instanceof TypeError, `${error}`);
    }
  }));
});
