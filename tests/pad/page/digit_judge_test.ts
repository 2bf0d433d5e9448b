// Tests of lib/pad/page/digit_judge.ts

import { assert, assertEquals } from "@std/assert";
import { loadMnist } from "../../../lib/data/mod.ts";
import { blankImage } from "../../../lib/inference/grey_image.ts";
import { loadPageReader } from "../../../lib/inference/page_network.ts";
import { DigitJudge } from "../../../lib/pad/page/digit_judge.ts";
import { packModel, unpackModel } from "../../../lib/pad/page/packed_model.ts";
import { Paper, PAPER_SIDE, PEN_WIDTH } from "../../../lib/pad/page/paper.ts";
import { drawImage } from "../../inference/draw_image.ts";

const { test } = await loadMnist();
const network = await loadPageReader();
// As a pad has it: rounded.
const packed = await packModel(network, { title: "Pages" });
const judge = new DigitJudge(await unpackModel(packed, { backend: network.backend }));

/** What a pen leaves that goes from point to point. */
function drawn(...points: readonly (readonly [x: number, y: number])[]) {
  const paper = new Paper(PAPER_SIDE, { penWidth: PEN_WIDTH });
  for (const [i, [x, y]] of points.slice(1).entries()) {
    paper.line({ x: points[i][0], y: points[i][1] }, { x, y });
  }
  return paper.image;
}

Deno.test("DigitJudge takes digits for digits, large and small, anywhere on the paper", () => {
  for (let index = 0; index < 30; index++) {
    const scale = [3, 5, 9][index % 3];
    const shift = scale < 9 ? [40, -50] as const : undefined;
    const ink = drawImage(test.image(index), { canvas: PAPER_SIDE, scale, shift, edge: "pen" });
    assert(judge.likelihood(ink) > 0.5, `image ${index}: ${judge.likelihood(ink)}`);
  }
});

Deno.test("DigitJudge takes nothing else for a digit: no zigzag, grid, cross, letter, dash or dot", () => {
  const others = {
    zigzag: Array.from({ length: 5 }, (_, i) => [40 + 50 * i, i % 2 === 0 ? 60 : 220] as const),
    grid: [[60, 40], [60, 240], [140, 240], [140, 40], [220, 40], [220, 240], [40, 200], [
      240,
      200,
    ]],
    cross: [[60, 60], [220, 220], [140, 140], [220, 60], [60, 220]],
    E: [[200, 50], [80, 50], [80, 140], [180, 140], [80, 140], [80, 230], [200, 230]],
    dash: [[60, 140], [220, 140]],
    dot: [[140, 140], [140, 140]],
  } as const;
  for (const [name, points] of Object.entries(others)) {
    assert(judge.likelihood(drawn(...points)) < 0.5, name);
  }
  assertEquals(judge.likelihood(blankImage(PAPER_SIDE, PAPER_SIDE)), 0);
});

Deno.test("DigitJudge takes a straight line for a one", () => {
  for (const [x, y] of [[140, 240], [120, 230], [160, 240]] as const) {
    assert(judge.likelihood(drawn([140, 50], [x, y])) > 0.5);
  }
  // As a keyboard draws it in ten steps.
  assert(judge.likelihood(drawn([140, 140], [140, 240])) > 0.5);
});
