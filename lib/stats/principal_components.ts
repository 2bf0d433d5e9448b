// The directions in which points of many dimensions differ most: how to look at them in a plane.

/** How often all pairs of directions are turned at most; a handful of times is enough. */
const SWEEPS = 50;

/** The first principal components of a set of points. */
export interface PrincipalComponents {
  /** For each point its coordinates along the components, from their mean. */
  readonly coordinates: readonly (readonly number[])[];
  /** For each component its part of all variance, from 0 to 1. */
  readonly shares: readonly number[];
}

/**
 * Finds the first principal components of points: the directions, at right angles to each other, along which
 * their variance is largest. A direction's sign means nothing; its largest number is positive here.
 *
 * They are the eigenvectors of the covariance (Jolliffe, "Principal Component Analysis", 2002), found by
 * Jacobi's rotations (Golub and Van Loan, "Matrix Computations", section 8.5).
 *
 * @param points At least two, of the same number of dimensions.
 * @param options `count`: how many components, 2 unless told.
 * @throws {RangeError} If there are fewer than two points, they differ in length, or have fewer dimensions
 * than there are components wanted.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { principalComponents } from "./principal_components.ts";
 *
 * // All on a line: one component tells everything.
 * const { shares, coordinates } = principalComponents([[0, 0], [1, 1], [2, 2]], { count: 1 });
 * assertAlmostEquals(shares[0], 1);
 * assertAlmostEquals(coordinates[2][0], Math.SQRT2);
 * ```
 */
export function principalComponents(
  points: readonly ArrayLike<number>[],
  { count = 2 }: { count?: number } = {},
): PrincipalComponents {
  const to = "Cannot find principal components";
  if (points.length < 2) {
    throw new RangeError(`${to}: found ${points.length} points but at least 2 are needed`);
  }
  const size = points[0].length;
  const other = points.findIndex((point) => point.length !== size);
  if (other !== -1) {
    throw new RangeError(
      `${to}: point ${other} has ${points[other].length} dimensions but the first has ${size}`,
    );
  }
  if (size < count) {
    throw new RangeError(`${to}: ${count} are wanted but the points have ${size} dimensions`);
  }
  const centred = centre(points, size);
  const covariance = covarianceOf(centred, size);
  const total = covariance.reduce((sum, row, i) => sum + row[i], 0);
  const strongest = eigenvectors(covariance)
    .sort((a, b) => b.variance - a.variance).slice(0, count);
  const shares = strongest.map(({ variance }) => total === 0 ? 0 : variance / total);
  const directions = strongest.map(({ direction }) => withSign(direction));
  const coordinates = centred.map((point) => directions.map((direction) => dot(point, direction)));
  return { coordinates, shares };
}

function centre(points: readonly ArrayLike<number>[], size: number): Float64Array[] {
  const mean = new Float64Array(size);
  for (const point of points) {
    for (let i = 0; i < size; i++) mean[i] += point[i] / points.length;
  }
  return points.map((point) => Float64Array.from(mean, (middle, i) => point[i] - middle));
}

function covarianceOf(centred: readonly Float64Array[], size: number): Float64Array[] {
  const covariance = Array.from({ length: size }, () => new Float64Array(size));
  for (const point of centred) {
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) covariance[a][b] += point[a] * point[b] / centred.length;
    }
  }
  return covariance;
}

interface Eigenvector {
  /** Of length 1. */
  readonly direction: Float64Array;
  /** The variance along it: the eigenvalue. */
  readonly variance: number;
}

/** The eigenvectors of a symmetric matrix, which is changed: in the end it is diagonal. */
function eigenvectors(matrix: readonly Float64Array[]): Eigenvector[] {
  const size = matrix.length;
  // Rows are directions; each rotation turns two of them.
  const directions = matrix.map((_, i) =>
    Float64Array.from({ length: size }, (_, j) => +(i === j))
  );
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let turned = false;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        const { [p]: { [p]: pp, [q]: pq }, [q]: { [q]: qq } } = matrix;
        if (Math.abs(pq) <= 1e-15 * (Math.abs(pp) + Math.abs(qq))) continue;
        const angle = Math.atan2(2 * pq, qq - pp) / 2;
        const rotation = { p, q, cos: Math.cos(angle), sin: Math.sin(angle) };
        for (const row of matrix) turn(row, rotation);
        turnRows(matrix, rotation);
        turnRows(directions, rotation);
        turned = true;
      }
    }
    if (!turned) break;
  }
  return directions.map((direction, i) => ({ direction, variance: matrix[i][i] }));
}

interface Rotation {
  readonly p: number;
  readonly q: number;
  readonly cos: number;
  readonly sin: number;
}

/** Turns the numbers p and q of a row. */
function turn(row: Float64Array, { p, q, cos, sin }: Rotation): void {
  [row[p], row[q]] = [cos * row[p] - sin * row[q], sin * row[p] + cos * row[q]];
}

/** Turns the rows p and q. */
function turnRows(rows: readonly Float64Array[], { p, q, cos, sin }: Rotation): void {
  for (let i = 0; i < rows.length; i++) {
    const [x, y] = [rows[p][i], rows[q][i]];
    rows[p][i] = cos * x - sin * y;
    rows[q][i] = sin * x + cos * y;
  }
}

/** The same direction or its opposite, so that its largest number is positive. */
function withSign(direction: Float64Array): Float64Array {
  const largest = direction.reduce((most, x) => Math.abs(x) > Math.abs(most) ? x : most, 0);
  return largest < 0 ? direction.map((x) => -x) : direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
