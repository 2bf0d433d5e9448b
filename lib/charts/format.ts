// Figures as a reader wants them: percent, percentage points and thousands.

/** An accuracy as percent: `0.979` as "97.90 %". */
export function percent(fraction: number, digits = 2): string {
  return `${(100 * fraction).toFixed(digits)} %`;
}

/** A difference of two accuracies in percentage points, with its sign: `-0.0012` as "−0.12 points". */
export function percentagePoints(difference: number, digits = 2): string {
  const size = Math.abs(100 * difference).toFixed(digits);
  // What rounds to nothing has no sign.
  const sign = Number(size) === 0 ? "" : difference < 0 ? "−" : "+";
  return `${sign}${size} points`;
}

/** An integer with its thousands apart: `60000` as "60,000". */
export function thousands(count: number): string {
  return Math.round(count).toLocaleString("en-GB");
}

/** A count with its noun: `counted(1, "answer")` as "1 answer", `counted(2000, "answer")` as "2,000 answers". */
export function counted(count: number, noun: string): string {
  return `${thousands(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A probability of a test: "p = 0.063", or "p < 0.001" where more digits say nothing. */
export function pValue(p: number): string {
  return p < 0.001 ? "p < 0.001" : `p = ${p.toFixed(3)}`;
}
