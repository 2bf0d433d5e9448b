// One look for all charts: sizes, and colors that can be told apart without color vision.

/** As wide as a notebook's column on GitHub. */
export const CHART_WIDTH = 640;

/** Text and axes. */
export const INK = "#222222";
/** Text that may be overlooked. */
export const MUTED_TEXT = "#666666";
/** Grid lines and the frames of cells. */
export const GRID_COLOR = "#e3e3e3";
export const BACKGROUND = "#ffffff";

export const FONT_FAMILY = "system-ui, sans-serif";
export const FONT_SIZE = 12;

/** A color for lines and areas, and a darker one of the same hue that is readable as text. */
export interface Color {
  readonly fill: string;
  readonly text: string;
}

/**
 * The colors of curves, in the order in which they are used: those of Okabe and Ito (2008), less the
 * yellow, which cannot be seen on white.
 */
export const palette: readonly Color[] = [
  { fill: "#0072b2", text: "#0072b2" },
  { fill: "#d55e00", text: "#b04e00" },
  { fill: "#009e73", text: "#007a59" },
  { fill: "#cc79a7", text: "#a1447a" },
  { fill: "#000000", text: "#000000" },
  { fill: "#e69f00", text: "#8f6300" },
  { fill: "#56b4e9", text: "#1f74a8" },
];

/** What this project measured. */
export const series: Color = palette[0];
/** What a document states. */
export const reference: Color = { fill: "#777777", text: "#5f5f5f" };
/** Mistakes, and whatever else the eye should find first. */
export const highlight: Color = palette[1];

/**
 * The color of the curve with this index; they begin again when they run out.
 *
 * @throws {RangeError} If it is no index.
 */
export function paletteColor(index: number): Color {
  if (!Number.isSafeInteger(index) || index < 0) {
    throw new RangeError(
      `Cannot choose a color: the index is ${index} but must be an integer of at least 0`,
    );
  }
  return palette[index % palette.length];
}

/** About how wide a text is in pixels, with room to spare in wide fonts. */
export function textWidth(text: string, size = FONT_SIZE): number {
  return text.length * size * 0.6;
}
