import { assertEquals, assertThrows } from "@std/assert";
import { join } from "@std/path";
import { createContext, withAttachments } from "../../lib/site/context.ts";
import { SampleFolder, svg } from "./sample_site.ts";

const files = new Set(["01-one.html", "02-two.html"]);
const data = `data:image/svg+xml;base64,${btoa(svg)}`;

Deno.test("links to notebooks lead to their pages, others stay or lead nowhere", () => {
  const { link } = createContext("notebooks/01-one.ipynb", { files });
  for (
    const [target, address] of [
      ["02-two.ipynb", "02-two.html"],
      ["./02-two.ipynb#What-next", "02-two.html#What-next"],
      ["notebooks/01-one.ipynb", "01-one.html"],
      ["#below", "#below"],
      ["https://deno.com/a.ipynb", "https://deno.com/a.ipynb"],
      ["mailto:a@example.com", "mailto:a@example.com"],
      ["03-three.ipynb", undefined],
      ["../lib/nn/losses.ts", undefined],
      ["../LICENSE", undefined],
    ]
  ) {
    assertEquals(link(target!), address, target);
  }
});

Deno.test("pictures beside a text go into its page", async () => {
  await using folder = await new SampleFolder();
  await folder.file("a chart.svg", svg);
  const { image } = createContext(join(folder.path, "01-one.ipynb"), { files });
  assertEquals(image("a%20chart.svg"), data);
  assertEquals(image("https://example.com/a.png"), "https://example.com/a.png");
  assertThrows(() => image("b.svg"), Deno.errors.NotFound, "show picture b.svg in 01-one.ipynb");
  assertThrows(() => image("b.txt"), TypeError, "its name ends with none of .gif, ");
});

Deno.test("pictures in a cell go into its page", () => {
  const context = createContext("01-one.ipynb", { files });
  const attachments = { "a.svg": { "image/svg+xml": svg } };
  const cell = { cell_type: "markdown", id: "a", metadata: {}, source: "", attachments } as const;
  const { image } = withAttachments(context, cell);
  assertEquals(image("attachment:a.svg"), data);
  assertThrows(() => image("attachment:b.svg"), TypeError, "found the attachments a.svg");
});
