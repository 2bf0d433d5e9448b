// Light or dark: as the notebook is, or else as the system is.

/** The value of the CSS property `color-scheme` that fits the page around the pad. */
export function colourScheme(
  { dataset, classList }: Pick<HTMLElement, "dataset" | "classList">,
): string {
  // JupyterLab
  if (dataset.jpThemeLight === "true") return "light";
  if (dataset.jpThemeLight === "false") return "dark";
  // VS Code
  if (["vscode-light", "vscode-high-contrast-light"].some((name) => classList.contains(name))) {
    return "light";
  }
  if (["vscode-dark", "vscode-high-contrast"].some((name) => classList.contains(name))) {
    return "dark";
  }
  return "light dark";
}

/** Keeps an element in the colours of the page, also when the page changes them. */
export function followTheme(element: HTMLElement): void {
  const { body } = element.ownerDocument;
  const apply = () => {
    element.style.colorScheme = colourScheme(body);
  };
  apply();
  new MutationObserver(apply).observe(body, {
    attributes: true,
    attributeFilter: ["class", "data-jp-theme-light"],
  });
}
