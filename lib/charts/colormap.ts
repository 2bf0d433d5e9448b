// The two ways to turn a number into a colour: ink on paper, and blue and orange around white.

/** Red, green and blue from 0 to 255. */
export type Rgb = [red: number, green: number, blue: number];

/** A palette, where in it things are, and which of its colours a number gets. */
export interface PixelColours {
  readonly palette: readonly Rgb[];
  /** Places of the colours of the ground, of letters and of the frames around pictures. */
  readonly ground: number;
  readonly ink: number;
  readonly frame: number;
  /** The place of the colour for a share of the limit, from 0 or -1 to 1; beyond counts as there. */
  place(share: number): number;
}

/** From white at 0 to black at 1. */
export const inkColours: PixelColours = {
  palette: Array.from({ length: 256 }, (_, i): Rgb => [255 - i, 255 - i, 255 - i]),
  ground: 0,
  ink: 0xdd,
  frame: 0x1c,
  place: (share) => Math.round(255 * clamp(share, 0)),
};

/** Places on either side of white. More steps than the eye tells apart would only make files large. */
const steps = 31;

/** From blue at -1 over white at 0 to orange at 1, like told from unlike without colour vision. */
export const signedColours: PixelColours = {
  palette: [
    ...Array.from({ length: 2 * steps + 1 }, (_, i): Rgb => {
      const share = i / steps - 1;
      const full: Rgb = share < 0 ? [0x00, 0x5a, 0x9e] : [0xd5, 0x5e, 0x00];
      const [red, green, blue] = full.map((part) =>
        Math.round(255 - (255 - part) * Math.abs(share))
      );
      return [red, green, blue];
    }),
    [0x22, 0x22, 0x22],
    [0xe3, 0xe3, 0xe3],
  ],
  ground: steps,
  ink: 2 * steps + 1,
  frame: 2 * steps + 2,
  place: (share) => steps + Math.round(steps * clamp(share, -1)),
};

/** NaN, from numbers that are all zero over their limit of zero, counts as zero. */
function clamp(share: number, least: number): number {
  return Number.isNaN(share) ? 0 : Math.max(least, Math.min(1, share));
}
