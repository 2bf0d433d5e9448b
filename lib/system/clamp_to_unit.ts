// A number, held where shares and brightnesses are.

/** The number from 0 to 1 that is nearest to another one; NaN stays NaN. */
export function clampToUnit(value: number): number {
  return Math.max(0, Math.min(1, value));
}
