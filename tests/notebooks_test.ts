// What the notebooks say in words about figures that are not printed beside them: it stands in the text,
// and the records bear it.

import { assert } from "@std/assert";
import { fromFileUrl } from "@std/path";
import {
  compareRecords,
  readBits,
  readRecord,
  readSweep,
  type TrainingRecord,
} from "../lib/records/mod.ts";
import type { ReaderFigures } from "../lib/pages/mod.ts";
import { readExam } from "../lib/pages/exam_record.ts";
import { sizeOdds, sureRows } from "../lib/inference/row_size.ts";
import { type ExperimentRun, readExperiment } from "../lib/records/experiment.ts";
import { compareSeeds, mean } from "../lib/stats/mod.ts";
import type { Recipe } from "../lib/train/mod.ts";

const notebooks = fromFileUrl(new URL("../notebooks", import.meta.url));

const text = new Map<string, string>();
/** What the cells of a notebook show, as text. */
const shown = new Map<string, string>();
for await (const { name } of Deno.readDir(notebooks)) {
  if (!name.endsWith(".ipynb")) continue;
  const { cells } = JSON.parse(await Deno.readTextFile(`${notebooks}/${name}`));
  const prose = (cells as { cell_type: string; source: string | string[] }[])
    .filter(({ cell_type }) => cell_type === "markdown")
    .map(({ source }) => [source].flat().join(""));
  text.set(name, prose.join("\n").replaceAll(/\s+/g, " "));
  const outputs = (cells as { outputs?: { data?: { [type: string]: string | string[] } }[] }[])
    .flatMap(({ outputs = [] }) => outputs.map(({ data }) => data?.["text/plain"] ?? ""));
  shown.set(name, outputs.map((output) => [output].flat().join("")).join("\n"));
}

/** The rows of a table that a cell of a notebook shows, found by the words that its head begins with. */
function tableOf(notebook: string, start: string): { [column: string]: string }[] {
  const cellsOf = (line: string) => line.trim().split(/ {2,}/);
  const lines = shown.get(notebook)!.split("\n");
  const head = lines.findIndex((line) => cellsOf(line).join("  ").startsWith(start));
  assert(head >= 0, `${notebook} shows no table that begins with ${start}`);
  const columns = cellsOf(lines[head]);
  const rows: { [column: string]: string }[] = [];
  for (let i = head + 2; cellsOf(lines[i] ?? "").length === columns.length; i++) {
    rows.push(Object.fromEntries(cellsOf(lines[i]).map((cell, place) => [columns[place], cell])));
  }
  return rows;
}

/** Tests that sentences stand in a notebook, each with whether it is true. */
function claims(notebook: string, sentences: () => Promise<{ [sentence: string]: boolean }>): void {
  Deno.test(`what ${notebook} says in words is true of the records`, async () => {
    for (const [sentence, isTrue] of Object.entries(await sentences())) {
      assert(text.get(notebook)!.includes(sentence), `${notebook} does not say: ${sentence}`);
      assert(isTrue, `${notebook} says what the records do not bear: ${sentence}`);
    }
  });
}

/** The verdicts on some differences, all of them one family. */
function verdicts(pairs: readonly (readonly [before: number[], after: number[]])[]): string[] {
  return compareSeeds(pairs.map(([before, after]) => ({ label: "", before, after })))
    .map(({ verdict }) => verdict);
}

function figuresOf<Figures>({ figures }: TrainingRecord): Figures {
  return figures as Figures;
}

/** The trainings of an experiment, by what sets them apart. */
async function trainingsOf(
  experiment: string,
): Promise<{ readonly [variation: string]: readonly ExperimentRun[] }> {
  const { variations } = (await readExperiment(experiment))!;
  return Object.fromEntries(variations.map(({ name, runs }) => [name, runs]));
}

/** The held-out accuracy of each training after the last epoch. */
function heldOut(trainings: readonly ExperimentRun[]): number[] {
  return trainings.map(({ epochs }) => epochs.at(-1)!.validationAccuracy!);
}

claims("05-cnn.ipynb", async () => {
  const [three, cnn, dense] = await Promise.all(
    ["04-three-layers", "05-cnn", "07-how-far-without-convolution"].map((name) => readRecord(name)),
  );
  const [all, rest, convolution] = compareRecords({
    all: [three, cnn],
    rest: [three, dense],
    convolution: [dense, cnn],
  });
  const weights = cnn.parameters / dense.parameters;
  return {
    "Most of the way can be gone without convolution": rest.difference > 0.75 * all.difference,
    "it takes 6 epochs and a third of the weights": cnn.runs[0].epochs === 6 &&
      weights > 0.3 && weights < 0.36,
    "a good part of the mistakes that still remained":
      convolution.difference > 0.25 * (1 - dense.mean),
    "It has fewer weights than generation 4": cnn.parameters < three.parameters,
  };
});

claims("06-world-class.ipynb", async () => {
  interface Judged {
    accuracies: number[];
    losses: number[];
  }
  const record = await readRecord("06-world-class");
  const { validation: short } = figuresOf<{ validation: { [step: string]: Judged } }>(record);
  const patient = await trainingsOf("06-patience");
  const [deeper, varied] = [patient["1 deeper"], patient["2 stronger changes"]];
  const dropout = short["4 patience"];
  const losses = [
    ...[deeper, varied].map((trainings) =>
      mean(trainings.map(({ epochs }) => epochs.at(-1)!.validationLoss!))
    ),
    mean(dropout.losses),
  ];
  const wrongAt = (epoch: number) =>
    mean(varied.map(({ epochs }) => 1 - epochs[epoch - 1].validationAccuracy!));
  const gap = (from: number, to: number) =>
    mean(
      varied.flatMap(({ epochs }) =>
        epochs.slice(from - 1, to).map(({ accuracy, validationAccuracy }) =>
          validationAccuracy! - accuracy
        )
      ),
    );
  return {
    "So it is patience": Math.min(...heldOut(deeper)) > Math.max(...short["1 deeper"].accuracies),
    "the numbers of mistakes overlap from seed to seed": [...heldOut(varied), ...dropout.accuracies]
      .every((accuracy) =>
        accuracy >= Math.min(...heldOut(deeper)) && accuracy <= Math.max(...heldOut(deeper))
      ),
    "differs by a few per cent at most": Math.max(...losses) / Math.min(...losses) < 1.05,
    "the mistakes on the images held out halve once more": wrongAt(24) < 0.55 * wrongAt(12),
    "In the first half these are read better": gap(1, 12) > 0,
    "In the end it is the other way round": gap(20, 24) < 0,
  };
});

claims("07-how-far-without-convolution.ipynb", async () => {
  const [start, normalized, moved, , longer] = Object.values(await trainingsOf("07-steps"))
    .map(heldOut);
  const [generation4] = Object.values(await trainingsOf("04-held-out")).map(heldOut);
  const before = mean(generation4.slice(0, start.length));
  const won = mean(longer) - before;
  const first = (mean(start) - before) / won;
  const changed = (mean(longer) - mean(normalized)) / won;
  return {
    "nearly half came with the first step": first > 0.44 && first < 0.48,
    "and half with the changed images and the longer training on them": changed > 0.49 &&
      changed < 0.53,
    "Normalization brings little here": Math.abs(mean(normalized) - mean(start)) < 0.001,
    "After the first step, what counts is the data: changed images, and time enough to see many of them":
      Math.min(...moved) > Math.max(...normalized) && Math.min(...longer) > Math.max(...moved),
  };
});

interface Trial {
  test: number[];
}

claims("08-stages.ipynb", async () => {
  const { stages, wishes, more } = figuresOf<{ [part: string]: Trial[] }>(
    await readRecord("08-stages"),
  );
  const [first, batched, bias, momentum, outputOnly] = stages.map(({ test }) => test);
  const [batches, , ofMomentum, ofOutput] = verdicts(
    [batched, bias, momentum, outputOnly].map((test) => [first, test]),
  );
  const ladder = wishes.map(({ test }) => test);
  const [pixels, weights, relu, softmax, layer, rate] = verdicts(
    ladder.slice(1).map((test, i) => [ladder[i], test]),
  );
  const gain = (i: number) => mean(ladder[i]) - mean(ladder[i - 1]);
  const all = mean(ladder.at(-1)!) - mean(ladder[0]);
  return {
    'So the document\'s "high 80" is there': stages.every(({ test }) => mean(test) > 0.87),
    "waiting for ten images before each step is better": batches === "higher",
    "The bias by finite difference adds nothing to that": mean(bias) <= mean(batched),
    "momentum, with its smaller rate, cannot be told apart from the first stage":
      ofMomentum === "undecided",
    "costs nothing that could be measured": ofOutput === "undecided",
    "two wishes make up all of it: pixels from 0 to 1, and ReLU": pixels === "higher" &&
      relu === "higher" && gain(1) + gain(3) >= all,
    "Better first weights alone change nothing that could be seen": weights === "undecided",
    "the softmax costs half a point, one more layer brings it back": softmax === "lower" &&
      layer === "higher",
    "the falling rate adds nothing to that": rate === "undecided",
    "Five points, more than all the wishes together":
      mean(more[0].test) - mean(ladder.at(-1)!) > all,
  };
});

claims("09-four-architectures.ipynb", async () => {
  const names = ["256-128-64", "128-32", "128", "32"];
  const records = await Promise.all(names.map((name) => readRecord(`09-784-${name}-10`)));
  interface Figures {
    learned: number[];
    heldOut: number[];
    test: number[];
    curves: { heldOutAccuracy: number[] };
  }
  const [three, two, one, small] = records.map((record) => figuresOf<Figures>(record));
  const bought = figuresOf<Figures[]>(await readRecord("09-mini-batches"));
  const documents = [[0.928, 0.92], [0.908, 0.903], [0.909, 0.907], [0.841, 0.84]];
  const [wider, deeper, larger] = verdicts([
    [small.test, one.test],
    [one.test, two.test],
    [one.test, three.test],
  ]);
  const [tie] = compareSeeds([{ label: "", before: one.test, after: two.test }]);
  const longest = bought.at(-1)!;
  return {
    "Every one of the eight figures is met within a point": [three, two, one, small].every(
      ({ learned, heldOut }, i) =>
        Math.abs(mean(learned) - documents[i][0]) < 0.01 &&
        Math.abs(mean(heldOut) - documents[i][1]) < 0.01,
    ),
    "are read from half a point better (by the smallest network) to a fifth of a point worse": ([
      [three, -0.0025, -0.0015],
      [two, -0.0015, 0.0055],
      [one, -0.0015, 0.0055],
      [small, 0.0045, 0.006],
    ] as const).every(([{ learned, test }, low, high]) => {
      const better = mean(test) - mean(learned);
      return better > low && better < high;
    }),
    "More neurons in the one hidden layer help, and so do more neurons in more layers":
      wider === "higher" && larger === "higher",
    "90.3 and 90.7 %, is a tie": deeper === "undecided",
    "may be anything from −0.6 to +0.3 points": [-0.6, 0.3].every((end, i) =>
      Math.abs(100 * [tie.interval.low, tie.interval.high][i] - end) < 0.05
    ),
    "A single epoch of batches is worth more than the 150 steps, for each network": [
      three,
      two,
      one,
      small,
    ].every(({ heldOut }, i) => bought[i].curves.heldOutAccuracy[0] > mean(heldOut)),
    "the _smallest_ network is better than the largest was": mean(bought[3].heldOut) >
      mean(three.heldOut),
    "Spending the whole price takes it another point further": Math.round(
      100 * (mean(longest.heldOut) - mean(bought[3].heldOut)),
    ) === 1,
  };
});

claims("10-deep-and-wide.ipynb", async () => {
  interface Reached {
    accuracies: number[];
    seconds: number[];
  }
  interface Figures {
    wasm: Reached;
    decaying: Reached;
    light: { depth: number; width: number; plain: Reached; decaying: Reached };
    sizes: { depth: number; width: number; weights: number; accuracies: number[] }[];
  }
  const { wasm, decaying, light, sizes } = figuresOf<Figures>(
    await readRecord("10-deep-and-wide"),
  );
  const at = (depth: number, width: number) =>
    mean(sizes.find((size) => size.depth === depth && size.width === width)!.accuracies);
  const isRising = (values: number[]) =>
    values.every((value, i) => i === 0 || value > values[i - 1]);
  const best = Math.max(...sizes.map(({ accuracies }) => mean(accuracies)));
  const near = sizes.filter(({ accuracies }) => mean(accuracies) >= best - 0.005)
    .toSorted((a, b) => a.weights - b.weights);
  return {
    "Our seeds lie on both sides of its 97.72 %": Math.min(...wasm.accuracies) < 0.9772 &&
      Math.max(...wasm.accuracies) > 0.9772,
    "they differ by up to a point": Math.round(
      100 * Math.max(...sizes.map(({ accuracies: [a, b] }) => Math.abs(a - b))),
    ) === 1,
    "Width gains up to 600 neurons": [1, 2, 3, 5].every((depth) =>
      isRising([64, 200, 600].map((width) => at(depth, width)))
    ),
    "narrow layers of 64 gain with every layer up to five": isRising(
      [1, 2, 3, 5].map((depth) => at(depth, 64)),
    ),
    "at 200 and 600 two or three layers are enough": [200, 600].every((width) =>
      Math.max(at(2, width), at(3, width)) > Math.max(at(1, width), at(5, width))
    ),
    "every layer after the second one loses": isRising([5, 3, 2].map((depth) => at(depth, 2000))),
    "The document's own five of 2,000 lie below two of 200": at(5, 2000) < at(2, 200),
    "which here is the best itself": mean(near[0].accuracies) === best,
    "takes as long as two dozen of the light one": Math.abs(
      mean(wasm.seconds) / mean(light.plain.seconds) - 24,
    ) < 1.5,
    "every seed of the light network, which has a twentieth of the weights, reads better than the heavy one ever did at the constant rate":
      Math.min(...light.decaying.accuracies) > Math.max(...wasm.accuracies),
    "The heavy network gains by it as well, in its one seed": decaying.accuracies.length === 1 &&
      decaying.accuracies[0] > Math.max(...wasm.accuracies),
  };
});

claims("11-improvements.ipynb", async () => {
  interface Found {
    accuracies: number[];
    epochs: number[];
    bestEpochs: number[];
  }
  const found = figuresOf<{ [way: string]: Found }>(await readRecord("11-improvements"));
  const of = (way: string) => mean(found[way].accuracies);
  const simple = of("none of them");
  const all = found["all five"];
  const [withoutDecay, withoutDropout] = verdicts([
    [all.accuracies, found["all but decaying rate"].accuracies],
    [all.accuracies, found["up to convolutional layer"].accuracies],
  ]);
  const gains = ["early stopping", "momentum", "convolutional layer"].map((way) =>
    of(way) - simple
  );
  const early = found["early stopping"];
  const undropped = found["up to convolutional layer"].bestEpochs;
  const later = all.bestEpochs.map((epoch, seed) => epoch - undropped[seed]);
  const lost = ["early stopping", "momentum", "convolutional layer"]
    .map((way) => mean(all.accuracies) - of(`all but ${way}`));
  return {
    "Two epochs of the simplest descent are enough for the first mark": simple > 0.9,
    "the assignment's five improvements for the second": mean(all.accuracies) > 0.98,
    "Three of the five bring three to four points each": gains.every((gain) =>
      gain > 0.03 && gain < 0.045
    ),
    "every training ran to the limit of 15 epochs, and the last epoch was the best": [
      ...early.epochs,
      ...early.bestEpochs,
    ].every((epoch) => epoch === 15),
    "plain descent at ten times the rate gains as much": of("ten times the rate") >= of("momentum"),
    "The decaying rate does a little harm": of("decaying rate") < simple,
    "fifteen epochs end more than a point below what they reach without it":
      of("early stopping") - of("up to early stopping") > 0.01,
    "With the convolutional layer it gets there in six or seven": Math.round(
          mean(found["up to convolutional layer"].bestEpochs),
        ) >= 6 && mean(found["up to convolutional layer"].bestEpochs) < 7.5,
    "The decaying rate, which did harm alone, is one of those that help in company":
      withoutDecay === "lower",
    "about a point is lost": lost.every((loss) => loss > 0.007 && loss < 0.013),
    "by 1.7 epochs in the mean, though three of the six seeds begin no later with it":
      Math.abs(mean(later) - 1.7) < 0.05 && later.length === 6 &&
      later.filter((epochs) => epochs <= 0).length === 3,
    "six seeds cannot tell from chance": withoutDropout === "undecided" &&
      all.accuracies.length === 6,
    "It saves more than a quarter of the epochs": mean(all.epochs) > 0.67 * 15 &&
      mean(all.epochs) < 0.75 * 15,
  };
});

/** How many test images each seed of a record gets wrong. */
function mistakesOf({ runs }: TrainingRecord): number[] {
  return runs.map(({ testAccuracy }) => Math.round(10_000 * (1 - testAccuracy)));
}

claims("14-pupil.ipynb", async () => {
  interface Judged {
    mistakes: number[];
    losses: number[];
  }
  interface Looks {
    each: number[];
    losses: number[];
    four: number;
    all: number;
  }
  interface Apart {
    looks: Looks[];
    missed: { label: number; answers: string }[];
  }
  const [dense, convolution, taught, longer, labelled, cnn, unled, large] = await Promise.all(
    [
      "07-how-far-without-convolution",
      "06-world-class",
      "14-dense-taught",
      "14-dense-taught-longer",
      "05-cnn",
      "14-cnn-taught",
      "14-cnn-alone",
      "14-world-class-taught",
    ].map((name) => readRecord(name)),
  );
  const steps = (await readExperiment("07-steps"))!.variations.find(({ recipe }) =>
    recipe.epochs === 80
  )!;
  const leftByLabels = steps.runs.map(({ epochs }) =>
    Math.round(10_000 * (1 - epochs.at(-1)!.validationAccuracy!))
  );
  const heldOut = figuresOf<{ validation: { [way: string]: Judged } }>(longer).validation;
  const [family] = compareRecords({ alone: [dense, longer], sooner: [taught, longer] });
  const { validation } = figuresOf<{ validation: { [way: string]: Judged } }>(taught);
  const online = validation["labels, 20 times"];
  const told = validation["told of the originals, 20 times"];
  const labels = validation["four variants, labels"];
  const heard = validation["four variants, T 4"];
  const mistakes = ({ mistakes }: Judged) => mean(mistakes);
  const saved = (a: Judged, b: Judged) => 1 - mean(b.losses) / mean(a.losses);
  const differences = mistakesOf(taught).slice(0, dense.runs.length)
    .map((count, i) => count - mistakesOf(dense)[i]);
  const weights = dense.parameters / (5 * convolution.parameters);
  const briefly = figuresOf<{
    validation: { [step: string]: { accuracies: number[]; losses: number[] } };
  }>(convolution).validation["notebook 05"];
  const {
    "labels, images always new": renewed,
    "teacher of the 50,000": apart,
  } = figuresOf<{ validation: { [way: string]: Judged } }>(unled).validation;
  const { looks, missed } = figuresOf<{ apart: Apart }>(unled).apart;
  const [once] = looks;
  const wrongOf = ({ each }: Looks, [from, to]: number[]) => mean(each.slice(from, to));
  const lossOfSix = ({ losses }: Looks) => mean(losses.slice(0, 4));
  const readBySome = missed.filter(({ label, answers }) => answers.includes(`${label}`));
  const errs = tableOf("14-pupil.ipynb", "who  06, seed 1");
  const shared = (a: string, b: string) => Number(errs.find(({ who }) => who === a)![b]);
  const five = [1, 2, 3, 4, 5].map((seed) => `06, seed ${seed}`);
  const pairs = five.flatMap((a, i) => five.slice(i + 1).map((b) => [a, b] as const));
  const ofCnn = five.map((member) => shared("05", member));
  const ofPairs = pairs.map(([a, b]) => shared(a, b));
  return {
    "committee: 1.2 million": Math.round(5 * convolution.parameters / 1e5) === 12,
    "has a fifth of the weights": weights > 0.18 && weights < 0.22,
    "With their labels the network makes 130 mistakes; with what the teacher sees in them, 87: a third of them is gone":
      Math.round(mistakes(labels)) === 130 && Math.round(mistakes(heard)) === 87 &&
      Math.abs(1 - mistakes(heard) / mistakes(labels) - 1 / 3) < 0.02,
    "After 12 rounds that is fewer than labels bring in 20": mistakes(heard) < mistakes(online),
    "as few as the answers to the originals bring in 20":
      Math.abs(mistakes(heard) - mistakes(told)) < 3,
    "Its loss is smaller than that of either by a fifth": [online, told].every((other) =>
      Math.abs(saved(other, heard) - 0.2) < 0.025
    ),
    "62 mistakes in the mean with a teacher and 63 without":
      Math.round(mean(mistakesOf(taught))) === 62 && Math.round(mean(mistakesOf(dense))) === 63,
    "from seed to seed the difference goes either way": Math.min(...differences) < 0 &&
      Math.max(...differences) > 0,
    "These five of notebook 06 share more than half of their mistakes, two by two": pairs.every(
      ([a, b]) => 2 * shared(a, b) > Math.max(shared(a, a), shared(b, b)),
    ),
    "notebook 05 makes 42, and shares no more of them with the five than they share with each other":
      shared("05", "05") === 42 && mean(ofCnn) <= mean(ofPairs) &&
      Math.max(...ofCnn) <= Math.max(...ofPairs),
    "20 times through the four variants are 80 rounds, as many as notebook 07 had":
      4 * (longer.settings as Recipe).epochs === 80 && (dense.settings as Recipe).epochs === 80,
    "There labels alone left 76 and 73 mistakes on the images held out": leftByLabels.join() ===
      "76,73",
    "the pupils make 58 and 53 mistakes on the images held out; with one that does not, 69 and 65":
      heldOut["teacher of all labels"].mistakes.join() === "58,53" &&
      heldOut["teacher of the 50,000"].mistakes.join() === "69,65",
    "69 and 65 are still fewer than 76 and 73, by a tenth. And a tenth it is on the test images": [
      1 - mistakes(heldOut["teacher of the 50,000"]) / mean(leftByLabels),
      1 - mean(mistakesOf(longer)) / mean(mistakesOf(dense)),
    ].every((part) => Math.round(20 * part) === 2),
    "57 mistakes in the mean, where labels left 63, and fewer from five of the six seeds":
      Math.round(mean(mistakesOf(longer))) === 57 && Math.round(mean(mistakesOf(dense))) === 63 &&
      mistakesOf(longer).filter((count, i) => count < mistakesOf(dense)[i]).length === 5,
    "Of two questions asked at once that is not enough to rule out chance":
      family.verdict === "undecided",
    "That of [notebook 05](05-cnn.ipynb) has 82,474": cnn.parameters === 82_474 &&
      labelled.parameters === cnn.parameters,
    "makes 40 mistakes after 6 rounds of labels": Math.round(mean(mistakesOf(labelled))) === 40 &&
      (labelled.settings as Recipe).epochs === 6,
    "goes four times through the four variants: 16 rounds": (cnn.settings as Recipe).epochs === 4,
    "With nothing but the labels of the same images the network makes 48 mistakes in the mean, more than after the 6 rounds of notebook 05":
      Math.round(mean(mistakesOf(unled))) === 48 &&
      mean(mistakesOf(unled)) > mean(mistakesOf(labelled)),
    "With what the teacher sees in them it makes 29, and fewer than either from each of the six seeds":
      mistakesOf(cnn).length === 6 && Math.round(mean(mistakesOf(cnn))) === 29 &&
      [labelled, unled].every((other) =>
        mistakesOf(cnn).every((count, i) => count < mistakesOf(other)[i])
      ),
    "Labels left 51 and 60 of these after 6 rounds": briefly.accuracies
      .map((accuracy) => Math.round(10_000 * (1 - accuracy))).join() === "51,60",
    "After 16 they leave 53 and 48, at a smaller loss": renewed.mistakes.join() === "53,48" &&
      mean(renewed.losses) < 0.9 * mean(briefly.losses),
    "the pupils make 46 and 40, at the same loss": apart.mistakes.join() === "46,40" &&
      Math.abs(mean(apart.losses) / mean(renewed.losses) - 1) < 0.03,
    "29 mistakes are as many as the networks of notebook 06 make, its teacher's kind, with a third of their weights":
      Math.abs(mean(mistakesOf(convolution)) - mean(mistakesOf(cnn))) < 1 &&
      Math.abs(cnn.parameters / convolution.parameters - 1 / 3) < 0.01,
    "notebook 06 needed 24 rounds to come this far": (convolution.settings as Recipe).epochs === 24,
    "The pupils make 24 mistakes in the mean, each of them fewer than the network of notebook 06 from the same seed, and one more than the five together":
      Math.round(mean(mistakesOf(large))) === 24 && large.runs.length === 6 &&
      mistakesOf(large).every((count, i) => count < mistakesOf(convolution)[i]) &&
      shown.get("14-pupil.ipynb")!.includes("The five of notebook 06 make 23."),
    "takes two thirds of the rounds": 4 * (large.settings as Recipe).epochs /
        (convolution.settings as Recipe).epochs === 2 / 3,
    "Labels of the same variants brought the smaller network up to 48 mistakes from 40":
      Math.round(mean(mistakesOf(unled))) === 48 && Math.round(mean(mistakesOf(labelled))) === 40,
    "For the networks of notebook 06 the loss becomes smaller by up to a tenth":
      looks.every((often) => lossOfSix(often) <= lossOfSix(once)) &&
      Math.round(10 * (1 - lossOfSix(looks.at(-1)!) / lossOfSix(once))) === 1,
    "as often wrong as before": looks.every((often) =>
      Math.abs(wrongOf(often, [0, 4]) - wrongOf(once, [0, 4])) < 2
    ),
    "one to three images fewer for the four together": looks.slice(1)
      .every(({ four }) => four >= once.four - 3 && four < once.four),
    "with notebooks 05 and 07 it is rather more": looks.slice(1)
      .every(({ all }) => all > once.all),
    "a sixth of their mistakes": looks.slice(1).every((often) =>
      Math.abs(1 - wrongOf(often, [6, 8]) / wrongOf(once, [6, 8]) - 1 / 6) < 0.02
    ),
    "of the 17 we would read nine as the networks do, five as either of two digits, and only three as the label says":
      missed.length - readBySome.length === 17,
    "Of the other 23 images, which at least one of the eight reads, six are a 4 or a 9, and the eight do not agree which":
      readBySome.length === 23 &&
      readBySome.filter(({ answers }) => /^[49]+$/.test(answers)).length === 6,
    "all six networks of notebook 06 make 21": shown.get("06-world-class.ipynb")!
      .includes("9,979 of 10,000 right"),
    "It shares 21 of its 29 mistakes with it; untaught, that network made more mistakes and shared 13":
      shared("05, taught", "05, taught") === 29 && shared("05, taught", "06, seed 1") === 21 &&
      shared("05", "05") > 29 && shared("05", "06, seed 1") === 13,
    "nine networks of five recipes are no better together than five of one recipe":
      errs.length === 9,
    "of its 52 mistakes it shares 35 with the dense network": shared("pupil", "pupil") === 52 &&
      shared("pupil", "07, dense") === 35,
    "With its teacher it shares 17, as many as that other dense network":
      shared("pupil", "06, seed 1") === 17 && shared("07, dense", "06, seed 1") === 17,
  };
});

claims("14b-hinton.ipynb", async () => {
  interface Judged {
    readonly mistakes: number[];
  }
  interface Figures {
    choices: {
      studies: (Judged & { silent: number; epochs: number })[];
      rates: (Judged & { rate: number })[];
      ways: (Judged & { temperature: number; weight: number; rate: number })[];
    };
    teacher: { mistakes: number };
  }
  interface Counted {
    mistakes: number;
    threes: number;
  }
  interface Never {
    shift: number;
    shifts: (Counted & { shift: number })[];
    before: Counted[];
    after: Counted[];
  }
  const [alone, taught, never] = await Promise.all(
    ["14b-alone", "14b-taught", "14b-without-3s"].map((it) => readRecord(it)),
  );
  const { choices: { studies, rates, ways }, teacher } = figuresOf<Figures>(taught);
  const { shifts, shift, before, after } = figuresOf<Never>(never);
  const [aloneWrong, taughtWrong] = [alone, taught].map(mistakesOf);
  const fewest = <Some extends Judged>(tried: Some[]) =>
    tried.toSorted((a, b) => mean(a.mistakes) - mean(b.mistakes))[0];
  const { distillation, learningRate } = taught.settings as Recipe;
  const wayOf = (temperature: number, rate: number) =>
    ways.find((way) => way.temperature === temperature && way.rate === rate && way.weight === 0.9)!;
  const [quick, slow] = [wayOf(4, 0.1), wayOf(4, 0.05)];
  const rateOf = (rate: number) => rates.find((it) => it.rate === rate)!.mistakes.join();
  const atBestRate = ways.filter(({ rate }) => rate === 0.05).map(({ mistakes }) => mistakes);
  const threesOf = (counted: Counted[]) => mean(counted.map(({ threes }) => threes));
  const wrongOf = (counted: Counted[]) => counted.map(({ mistakes }) => mistakes);
  const [best] = shifts.toSorted((a, b) => a.mistakes - b.mistakes);
  const atEnd = shifts.at(-1)!;
  return {
    "silences a quarter of its units and goes 40 times through the images makes 80 mistakes, not 118":
      fewest(studies).silent === 0.25 && fewest(studies).epochs === 40 &&
      studies.flatMap(({ mistakes }) => mistakes).toSorted((a, b) => a - b).join() === "80,118",
    "Every way to listen is better than every rate without a teacher, from both seeds":
      Math.max(...ways.flatMap(({ mistakes }) => mistakes)) <
        Math.min(...rates.flatMap(({ mistakes }) => mistakes)),
    "it makes fewer mistakes at 0.05 than at 0.1, again from both": slow.mistakes.every((
      count,
      i,
    ) => count < quick.mistakes[i]),
    "what lies between them is a few mistakes": atBestRate.length === 3 &&
      Math.max(...atBestRate.map(mean)) - Math.min(...atBestRate.map(mean)) <= 4,
    "The fewest are made at 20 with a weight of 1, so the pupil that is tested hears no label at all":
      fewest(ways).temperature === 20 && fewest(ways).weight === 1 &&
      distillation!.temperature === 20 && distillation!.weight === 1,
    "each at the rate that was best for it: 0.1 with the labels, 0.05 with the teacher":
      fewest(rates).rate === 0.1 && fewest(ways).rate === 0.05 &&
      JSON.stringify(learningRate).includes('"peak":0.05') &&
      JSON.stringify((alone.settings as Recipe).learningRate).includes('"peak":0.1'),
    "with 122 and 119 mistakes against 159 and 149 at 0.1": quick.mistakes.join() === "122,119" &&
      rateOf(0.1) === "159,149",
    "with 112 and 115 against 169 and 178 at 0.05": slow.mistakes.join() === "112,115" &&
      rateOf(0.05) === "169,178",
    "as many mistakes as theirs: 143 in the mean": Math.round(mean(aloneWrong)) === 143,
    "Taught it is better from every seed, by 40 mistakes": aloneWrong.every((count, i) =>
      taughtWrong[i] < count
    ) &&
      Math.round(mean(aloneWrong) - mean(taughtWrong)) === 40,
    "Here it is 28 of a hundred":
      Math.round(100 * (1 - mean(taughtWrong) / mean(aloneWrong))) === 28,
    "Our large network makes 86 mistakes where theirs made 67": teacher.mistakes === 86,
    "by 17 mistakes where theirs stayed behind by 7":
      Math.round(mean(taughtWrong)) - teacher.mistakes === 17 && 74 - 67 === 7,
    "on the images held out by nearly 30":
      Math.ceil(mean(fewest(ways).mistakes) - mean(fewest(studies).mistakes)) === 30,
    "Of ten 3s these pupils read nine": Math.round(10 * (1 - threesOf(before) / 1010)) === 9,
    "Moving the bias brings most of the others back": threesOf(after) < threesOf(before) / 2,
    "it brings back nearly all of them, but then other digits are taken for a 3":
      atEnd.threes < shifts[0].threes / 20 && atEnd.mistakes > 2 * best.mistakes,
    "ours go from 175 to 129": Math.round(mean(wrongOf(before))) === 175 &&
      Math.round(mean(wrongOf(after))) === 129 && best.shift === shift,
    "Each of the six that never saw a 3 makes fewer mistakes, over all ten digits, than any":
      after.length === 6 && Math.max(...wrongOf(after)) < Math.min(...aloneWrong),
  };
});

claims("17-sweep.ipynb", async () => {
  const { trainings } = await readSweep();
  const widths = [16, 32, 64, 128];
  const rates = [0.003, 0.01, 0.03, 0.1, 0.3, 1];
  const accuraciesOf = (width: number, rate: number) =>
    trainings.filter((it) => it.width === width && it.learningRate === rate)
      .map(({ trained }) => trained!.accuracy);
  const bestOf = (width: number) =>
    accuraciesOf(width, 1).map((_, seed) =>
      rates.reduce((best, rate) =>
        accuraciesOf(width, rate)[seed] > accuraciesOf(width, best)[seed] ? rate : best
      )
    );
  const [narrow, wide] = [bestOf(16), bestOf(128)];
  const [found] = compareSeeds([{
    label: "rate",
    before: narrow.map(Math.log10),
    after: wide.map(Math.log10),
  }]);
  const times = (rates: number[], rate: number) => rates.filter((it) => it === rate).length;
  // Of each width: what a rate ten times below and ten times above its usual best costs, in points.
  const usual = (width: number) => width < 64 ? 0.03 : 0.1;
  const costs = (factor: 0.1 | 10, width: number) => {
    const rate = rates.find((it) => Math.abs(it / (factor * usual(width)) - 1) < 0.01)!;
    return 100 * (mean(accuraciesOf(width, usual(width))) - mean(accuraciesOf(width, rate)));
  };
  const low = widths.map((width) => costs(0.1, width));
  return {
    "With 16 units the best rate is 0.03 for five seeds of six, with 128 units it is 0.1 for five of six":
      times(narrow, 0.03) === 5 && times(wide, 0.1) === 5 && narrow.length === 6,
    "no seed wants a smaller one at 128 units than at 16": wide.every((rate, i) =>
      rate >= narrow[i]
    ),
    "The t-test calls that real": found.p < 0.05,
    "stays a little above 0.05: one seed sees no difference": found.signFlipP > 0.05 &&
      found.signFlipP < 0.07 && wide.filter((rate, i) => rate === narrow[i]).length === 1,
    "six that agree would have given 0.031": Math.abs(2 / 2 ** 6 - 0.031) < 0.001,
    "A rate ten times too small costs two to six points": Math.round(Math.min(...low)) >= 2 &&
      Math.round(Math.max(...low)) <= 6,
    "costs the layer of 16 units 28": Math.round(costs(10, 16)) === 28,
    "at 1 hardly anything is learned at any width": widths.every((width) =>
      mean(accuraciesOf(width, 1)) < 0.2
    ),
  };
});

claims("13-the-same-bits.ipynb", async () => {
  const { speed } = await readBits();
  const shares = speed.toSorted((a, b) => b.exact / b.fused - a.exact / a.fused)
    .slice(0, 2).map(({ name }) => name);
  const outputs = shown.get("13-the-same-bits.ipynb")!;
  const answers = [
    ...outputs.matchAll(/^ +[1-6] +(\d\.\d\d) +([\d,]+) +(\d\.\d\d) +([\d,]+)$/gm),
  ];
  const twins = answers.flatMap(([, far1, others1, far2, others2]) => [
    { far: Number(far1), others: Number(others1.replace(",", "")) },
    { far: Number(far2), others: Number(others2.replace(",", "")) },
  ]);
  return {
    "The one twin that never leaps with long steps": twins.length === 12 &&
      twins.filter(({ far }) => far === 0).length === 1,
    "by then twins that parted differ in hundreds of answers": twins.every(({ far, others }) =>
      far === 0 ? others === 0 : others > 300
    ),
    "as far as six seeds can tell, neither better ones nor worse":
      outputs.match(/^(one last bit|rounded twice) .* undecided$/gm)?.length === 2,
    "Matrix products take longest": shares.includes("matrix product") &&
      shares.some((name) => name.includes("batches of 128")),
  };
});

claims("15-reading-a-page.ipynb", async () => {
  const first = await trainedOn("pages/page.safetensors");
  const outputs = shown.get("15-reading-a-page.ipynb")!;
  const { results } = await readExam();
  const worst = results.toSorted((a, b) => a.right - b.right)[0];
  const elsewhere = results.filter(({ kind }) => kind !== "touching")
    .flatMap(({ mistakes }) => mistakes);
  const lost = (wanted: string) =>
    results.find(({ kind }) => kind === wanted)!.mistakes
      .filter(({ read, truth }) => read.length < truth.length).length;
  const row = sureRows([0, 60, 120].map((x) => ({ x, y: 0, size: 60, score: 1 })));
  const odds = (size: number) => sizeOdds(row, { x: 180, y: 0, size });
  return {
    "trained on 333,989 such windows from 12,000 pages, each seen once": first.count === "333989" &&
      first.epochs === "1",
    "it has three times as many weights as the first network": / 75,011$/m.test(outputs) &&
      / 249,675$/m.test(outputs),
    "at most one digit in 400 may be wrong": Math.abs(0.97 ** (1 / 12) - (1 - 1 / 400)) < 1e-4,
    "most of what goes wrong there is a digit left out": lost("touching") > 12 &&
      worst.kind === "touching",
    "Elsewhere most pages that are not right have as many answers as digits": elsewhere.filter((
      { read, truth },
    ) => read.length === truth.length).length > elsewhere.length / 2,
    "what is as large as they are is twelve times likelier than before":
      Math.round(odds(60)) === 12,
    "such as the end of a stroke, fifty times less likely": Math.round(0.1 / odds(30)) === 5,
  };
});

claims("15b-teaching-a-reader.ipynb", async () => {
  const { trainImages } = await trainedOn("pages/reader.safetensors");
  const directory = fromFileUrl(new URL("../data/records/pages", import.meta.url));
  const { runs, figures } = await readRecord("15b-reader", { directory });
  const { alone, together } = figures as ReaderFigures;
  const flawless = alone.map(({ first }) => first.flawless);
  const rangeOf = (values: number[]) => `${Math.min(...values)} to ${Math.max(...values)}`;
  return {
    "from 130 to 134 of the 200 pages": rangeOf(flawless) === "130 to 134",
    "from 152 to 155 of the 170": rangeOf(alone.map(({ second }) => second.right)) === "152 to 155",
    "Three together invent less than any of them": alone.every(({ first }) =>
      first.invented > together.first.invented
    ),
    "They read 137 pages, more than any of them alone": together.first.flawless === 137 &&
      Math.max(...flawless) < 137,
    "Half a million windows": trainImages === "549651",
    "each window is seen three times": runs.every(({ epochs }) => epochs === 3),
    "six readers, from six seeds": runs.map(({ seed }) => seed).join() === "1,2,3,4,5,6",
  };
});

/** What a file of weights says of its training. */
async function trainedOn(model: string): Promise<{ [name: string]: string }> {
  const bytes = await Deno.readFile(new URL(`../data/models/${model}`, import.meta.url));
  const size = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  return JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + size))).__metadata__;
}
