// Tests of lib/pages/exam_page.ts, exam_kinds.ts and exam_ink.ts

import { assert, assertEquals } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { readPicture } from "../../lib/inference/mod.ts";
import { examKindNames, examKinds } from "../../lib/pages/exam_kinds.ts";
import { makeExamPage } from "../../lib/pages/exam_page.ts";

const { test } = await loadMnist();

for (const kind of examKindNames) {
  Deno.test(`makeExamPage makes files of pages of the kind ${kind} that readPicture reads`, async () => {
    const page = makeExamPage(test, { kind, key: [1, "test"] });
    assertEquals(page.rows.map((row) => row.length), [...examKinds[kind].rows]);
    const picture = await readPicture(page.file);
    assert(picture.width >= 30 && picture.height >= 30);
    assertEquals(makeExamPage(test, { kind, key: [1, "test"] }), page);
  });
}
