// One look for all charts: sizes, and colours that can be told apart without colour vision.

/** As wide as a notebook's column on GitHub. */
export const chartWidth = 640;

/** Text and axes. */
export const ink = "#222222";
/** Text that may be overlooked. */
export const quietInk = "#666666";
/** Grid lines and the frames of cells. */
export const gridColour = "#e3e3e3";
export const ground = "#ffffff";

export const fontFamily = "system-ui, sans-serif";
export const fontSize = 12;

/** A colour for lines and areas, and a darker one of the same hue that is readable as text. */
export interface Colour {
  readonly fill: string;
  readonly text: string;
}

/**
 * The colours of curves, in the order in which they are used: those of Okabe and Ito (2008), less the
 * yellow, which cannot be seen on white.
 */
export const palette: readonly Colour[] = [
  { fill: "#0072b2", text: "#0072b2" },
  { fill: "#d55e00", text: "#b04e00" },
  { fill: "#009e73", text: "#007a59" },
  { fill: "#cc79a7", text: "#a1447a" },
  { fill: "#000000", text: "#000000" },
  { fill: "#e69f00", text: "#8f6300" },
  { fill: "#56b4e9", text: "#1f74a8" },
];

/** What this project measured. */
export const ours: Colour = palette[0];
/** What a document states. */
export const theirs: Colour = { fill: "#777777", text: "#5f5f5f" };
/** Mistakes, and whatever else the eye should find first. */
export const striking: Colour = palette[1];

/** The colour of the curve at a place; they begin again when they run out. */
export function colourOf(place: number): Colour {
  return palette[place % palette.length];
}

/** About how wide a text is in pixels, with room to spare in wide fonts. */
export function textWidth(text: string, size = fontSize): number {
  return text.length * size * 0.6;
}
