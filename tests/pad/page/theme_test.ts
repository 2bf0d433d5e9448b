// Tests of lib/pad/page/theme.ts

import { assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { type Theme, themeOf } from "../../../lib/pad/page/theme.ts";

function theme(attributes: string, system: Theme): Theme {
  const { document } = parseHTML(`<html><body ${attributes}></body></html>`);
  return themeOf(document.body, { system });
}

Deno.test("themeOf follows JupyterLab and VS Code, and the system everywhere else", () => {
  for (const system of ["light", "dark"] as const) {
    assertEquals(theme('data-jp-theme-light="true"', system), "light");
    assertEquals(theme('data-jp-theme-light="false"', system), "dark");
    assertEquals(theme('class="a vscode-light"', system), "light");
    assertEquals(theme('class="vscode-high-contrast vscode-high-contrast-light"', system), "light");
    assertEquals(theme('class="vscode-high-contrast"', system), "dark");
    assertEquals(theme('class="vscode-dark"', system), "dark");
    assertEquals(theme("", system), system);
  }
});
