// Light or dark: as the notebook is, or else as the system is.

/** What a pad can be. */
export type Theme = "light" | "dark";

/**
 * The theme of the page around the pad.
 *
 * @param body Of the page. JupyterLab and VS Code write on it which theme they have.
 * @param options `system`: the theme that holds where nobody chose one.
 */
export function themeOf(
  { dataset, classList }: Pick<HTMLElement, "dataset" | "classList">,
  { system }: { system: Theme },
): Theme {
  if (dataset.jpThemeLight !== undefined) {
    return dataset.jpThemeLight === "false" ? "dark" : "light";
  }
  const has = (name: string) => classList.contains(name);
  if (has("vscode-light") || has("vscode-high-contrast-light")) return "light";
  if (has("vscode-dark") || has("vscode-high-contrast")) return "dark";
  return system;
}

/** Keeps an element in the theme of the page, also when that changes. */
export function followTheme(element: HTMLElement): void {
  const { body } = element.ownerDocument;
  const darkSystem = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const theme = themeOf(body, { system: darkSystem.matches ? "dark" : "light" });
    element.dataset.theme = theme;
    element.style.colorScheme = theme;
  };
  apply();
  darkSystem.addEventListener("change", apply);
  new MutationObserver(apply).observe(body, {
    attributes: true,
    attributeFilter: ["class", "data-jp-theme-light"],
  });
}
