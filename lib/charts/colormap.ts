// The two ways to turn a number into a color: ink on paper, and blue and orange around white.

/** Red, green, blue and opacity from 0 to 255. */
export type Rgba = [red: number, green: number, blue: number, opacity: number];

/** A palette, where in it things are, and which of its colors a number gets. */
export interface Colormap {
  /** The background is the first of them, as the encoder wants what is transparent. */
  readonly palette: readonly Rgba[];
  /** Indices of the colors of the background, of letters and of the frames around pictures. */
  readonly background: number;
  readonly ink: number;
  readonly frame: number;
  /** The index of the color for a share of the limit, from 0 or -1 to 1; beyond counts as there. */
  indexOf(share: number): number;
}

/** What pictures and their captions stand on is the page, light or dark: see theme.ts. */
const transparent: Rgba = [255, 255, 255, 0];
const ink: Rgba = [0x74, 0x74, 0x74, 255];
const frame: Rgba = [0xe3, 0xe3, 0xe3, 255];

/** As many steps from white to black as a palette of 256 has room for beside the three others. */
const GREYS = 253;

/** From white at 0 to black at 1. */
export const inkColormap: Colormap = {
  palette: [
    transparent,
    ink,
    frame,
    ...Array.from({ length: GREYS }, (_, i): Rgba => {
      const grey = Math.round(255 * (1 - i / (GREYS - 1)));
      return [grey, grey, grey, 255];
    }),
  ],
  background: 0,
  ink: 1,
  frame: 2,
  indexOf: (share) => 3 + Math.round((GREYS - 1) * clamp(share, 0)),
};

/** Steps on either side of white. More of them than the eye tells apart would only make files large. */
const STEPS = 31;

/** From blue at -1 over white at 0 to orange at 1, like told from unlike without color vision. */
export const signedColormap: Colormap = {
  palette: [
    transparent,
    ink,
    frame,
    ...Array.from({ length: 2 * STEPS + 1 }, (_, i): Rgba => {
      const share = i / STEPS - 1;
      const full = share < 0 ? [0x00, 0x5a, 0x9e] : [0xd5, 0x5e, 0x00];
      const [red, green, blue] = full.map((part) =>
        Math.round(255 - (255 - part) * Math.abs(share))
      );
      return [red, green, blue, 255];
    }),
  ],
  background: 0,
  ink: 1,
  frame: 2,
  indexOf: (share) => 3 + STEPS + Math.round(STEPS * clamp(share, -1)),
};

/** NaN, from numbers that are all zero over their limit of zero, counts as zero. */
function clamp(share: number, min: number): number {
  return Number.isNaN(share) ? 0 : Math.max(min, Math.min(1, share));
}
