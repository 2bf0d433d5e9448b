import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { equationStyle, renderEquation } from "../../lib/site/equations.ts";

/** The fonts that the style of an equation brings along. */
async function fonts(tex: string): Promise<string[]> {
  const html = renderEquation(tex, { display: true, where: "test" });
  const faces = (await equationStyle(html)).match(/@font-face\{[^}]*\}/g) ?? [];
  return faces.map((face) => {
    assertMatch(face, /src:url\(data:font\/woff2;base64,[\w+/=]{4000,}\) format\("woff2"\)\}$/);
    return ['family:"?(\\w+)', "weight:(\\w+)", "style:(\\w+)"]
      .map((part) => face.match(`font-${part}`)![1]).join(" ");
  }).toSorted();
}

Deno.test("equationStyle brings the fonts that a page uses and no other", async () => {
  const main = "KaTeX_Main 400 normal";
  const math = "KaTeX_Math 400 italic";
  assertEquals(await fonts("1"), [main]);
  assertEquals(await fonts("x + 1"), [main, math]);
  assertEquals(await fonts("\\mathbf{1}"), [main, "KaTeX_Main 700 normal"].toSorted());
  assertEquals(await fonts("\\text{\\textit{a}}"), [main, "KaTeX_Main 400 italic"].toSorted());
  assertEquals(await fonts("\\mathbb{R}"), ["KaTeX_AMS 400 normal", main]);
  assertEquals(await fonts("\\sum"), [main, "KaTeX_Size2 400 normal"]);
});

Deno.test("equationStyle asks for nothing that is not in it", async () => {
  const html = renderEquation("\\sqrt{\\frac{a}{b}}", { display: false, where: "test" });
  assertNotMatch(await equationStyle(html), /url\((?!data:)/);
});

Deno.test("equationStyle is empty for a page without equations", async () => {
  assertEquals(await equationStyle('<p class="a">text</p>'), "");
});
