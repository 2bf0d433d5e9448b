// The two ways to turn a number into a color: ink on paper, and blue and orange around white.

/** Red, green and blue from 0 to 255. */
export type Rgb = [red: number, green: number, blue: number];

/** A palette, where in it things are, and which of its colors a number gets. */
export interface Colormap {
  readonly palette: readonly Rgb[];
  /** Indices of the colors of the background, of letters and of the frames around pictures. */
  readonly background: number;
  readonly ink: number;
  readonly frame: number;
  /** The index of the color for a share of the limit, from 0 or -1 to 1; beyond counts as there. */
  indexOf(share: number): number;
}

/** From white at 0 to black at 1. */
export const inkColormap: Colormap = {
  palette: Array.from({ length: 256 }, (_, i): Rgb => [255 - i, 255 - i, 255 - i]),
  background: 0,
  ink: 0xdd,
  frame: 0x1c,
  indexOf: (share) => Math.round(255 * clamp(share, 0)),
};

/** Steps on either side of white. More of them than the eye tells apart would only make files large. */
const STEPS = 31;

/** From blue at -1 over white at 0 to orange at 1, like told from unlike without color vision. */
export const signedColormap: Colormap = {
  palette: [
    ...Array.from({ length: 2 * STEPS + 1 }, (_, i): Rgb => {
      const share = i / STEPS - 1;
      const full: Rgb = share < 0 ? [0x00, 0x5a, 0x9e] : [0xd5, 0x5e, 0x00];
      const [red, green, blue] = full.map((part) =>
        Math.round(255 - (255 - part) * Math.abs(share))
      );
      return [red, green, blue];
    }),
    [0x22, 0x22, 0x22],
    [0xe3, 0xe3, 0xe3],
  ],
  background: STEPS,
  ink: 2 * STEPS + 1,
  frame: 2 * STEPS + 2,
  indexOf: (share) => STEPS + Math.round(STEPS * clamp(share, -1)),
};

/** NaN, from numbers that are all zero over their limit of zero, counts as zero. */
function clamp(share: number, min: number): number {
  return Number.isNaN(share) ? 0 : Math.max(min, Math.min(1, share));
}
