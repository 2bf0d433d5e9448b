// Elements with their properties and children, in one call.

/**
 * Makes an element.
 *
 * @param tag What it is.
 * @param properties Attributes by their names; `undefined` leaves one out.
 * @param children What it contains; a string becomes text.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { children = [], ...attributes }:
    & { readonly children?: readonly (Node | string)[] }
    & { readonly [attribute: string]: unknown } = {},
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}
