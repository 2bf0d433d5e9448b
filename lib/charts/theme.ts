// One look for all charts: sizes, and colors that can be told apart without color vision.
//
// Charts have no ground of their own. GitHub takes style sheets away, JupyterLab shows a chart as an
// image that does not know its theme, VS Code puts it into its page: no rule of CSS reaches it in all of
// them. So each color is of middle lightness, and readable on white as well as on a dark page.

/** As wide as a notebook's column on GitHub. */
export const CHART_WIDTH = 640;

/** Text and axes. */
export const INK = "#747474";
/** Text that may be overlooked. */
export const MUTED_TEXT = "#7f7f7f";
/** Grid lines and the frames of cells, drawn with {@linkcode GRID_OPACITY}. */
export const GRID_COLOR = "#808080";
/** How much of a grid line covers what is below it. */
export const GRID_OPACITY = 0.25;
/** Below a color that is not full, so that what is written on it can be read in light and dark. */
export const RARE = "#857c74";
/** Text on an area of color. */
export const ON_COLOR = "#ffffff";
/** What is drawn or scanned stands on paper, light in every theme, in the ink of a pen. */
export const PAPER = "#ffffff";
/** That ink. */
export const PEN = "#222222";

export const FONT_FAMILY = "system-ui, sans-serif";
export const FONT_SIZE = 12;

/** A color for lines and areas, and one of the same hue that is readable as text. */
export interface Color {
  readonly fill: string;
  readonly text: string;
}

/**
 * The colors of curves, in the order in which they are used: those of Okabe and Ito (2008) where they
 * can be seen on white and on a dark page, which yellow and black cannot; two are darkened, and black is
 * violet.
 */
export const palette: readonly Color[] = [
  { fill: "#0072b2", text: "#1f7fc0" },
  { fill: "#d55e00", text: "#c85a00" },
  { fill: "#009e73", text: "#00875f" },
  { fill: "#cc79a7", text: "#b5588e" },
  { fill: "#7f63c9", text: "#8a63c9" },
  { fill: "#c08400", text: "#a06c00" },
  { fill: "#3b9bd3", text: "#2b88c2" },
];

/** What this project measured. */
export const series: Color = palette[0];
/** What a document states. */
export const reference: Color = { fill: "#808080", text: "#7a7a7a" };
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
