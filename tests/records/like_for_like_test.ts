// Ours and the document's on the same kind of images, and the order of the rows.

import { assertEquals } from "@std/assert";
import { inOrder, likeForLike } from "../../lib/records/like_for_like.ts";
import type { ReferenceFigure } from "../../lib/records/record.ts";
import { sampleParts, sampleRun } from "./sample_record.ts";

const runs = [sampleRun(1, 0.9784), sampleRun(2, 0.979)];

function alike(reference: ReferenceFigure) {
  const { readOn, ours, document } = likeForLike(sampleParts({ runs, reference }));
  return [readOn, ours, document?.accuracy, document?.images];
}

Deno.test("likeForLike prefers all test images, also through published weights", () => {
  const first = { accuracy: 0.918, readOn: "first 1,000 test images", images: 1000 };
  const all = "all 10,000 test images";
  assertEquals(alike({ ...first, publishedWeightsAccuracy: 0.9336 }), [
    all,
    [0.9784, 0.979],
    0.9336,
    10_000,
  ]);
  assertEquals(alike({ accuracy: 0.977, readOn: "test", images: 10_000 }), [
    all,
    [0.9784, 0.979],
    0.977,
    10_000,
  ]);
});

Deno.test("likeForLike falls back on images held out, then on the first test images", () => {
  const heldOut = { accuracy: 0.9, readOn: "8,400 images held out", images: 8400 };
  assertEquals(alike({ ...heldOut, ours: [0.89, 0.91] }), [
    "8,400 images held out",
    [0.89, 0.91],
    0.9,
    8400,
  ]);
  assertEquals(alike({ accuracy: 0.9, readOn: "first", images: 1000 }), [
    "first 1,000 test images",
    [0.978, 0.979],
    0.9,
    1000,
  ]);
});

Deno.test("likeForLike compares with no aim, and with nothing that was read on other images", () => {
  const ours = ["all 10,000 test images", [0.9784, 0.979], undefined, undefined];
  assertEquals(alike({ accuracy: 0.997, readOn: "world class", mark: true }), ours);
  assertEquals(alike({ accuracy: null, readOn: "only wished for" }), ours);
  assertEquals(alike({ accuracy: 0.9, readOn: "8,400 images held out", images: 8400 }), ours);
});

Deno.test("inOrder goes by the number of the title, then by size, then by accuracy", () => {
  const records = [
    sampleParts({ title: "10 Last" }),
    sampleParts({ title: "9 Large", parameters: 300 }),
    sampleParts({ title: "9 Large, better", parameters: 300, runs: [sampleRun(1, 0.99)] }),
    sampleParts({ title: "9 Small", parameters: 100 }),
    sampleParts({ title: "1 First" }),
  ];
  assertEquals(
    inOrder([records[2], records[0], records[1], ...records.slice(3)]).map((r) => r.title),
    [
      "1 First",
      "9 Small",
      "9 Large",
      "9 Large, better",
      "10 Last",
    ],
  );
});
