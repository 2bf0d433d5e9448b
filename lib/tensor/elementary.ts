// exp, log, sin, cos and powers that are the same to the bit everywhere.
//
// The language fixes sums, products, quotients and square roots, but leaves `Math.exp` and its like to
// the engine, and those of two browsers do differ in the last digits. Here they are made of what is
// fixed. A number is held as a sum of two floats (Dekker 1971, "A floating-point technique for extending
// the available precision"), some 100 bits together; rounded to the 53 of one float that gives the
// float nearest to the exact value, as from any engine that takes the same care.

/** A number as a sum: `high` is the float nearest to it, `low` is what is left. */
interface Pair {
  readonly high: number;
  readonly low: number;
}

/** 2^27 + 1: a product with it cuts a number into halves of 26 bits. */
const SPLIT = 134_217_729;

/** 2^-1022: below it floats have fewer bits. */
const MIN_NORMAL = 2.2250738585072014e-308;

/** log(2). */
const ln2: Pair = { high: 0.6931471805599453, low: 2.3190468138462996e-17 };

/** pi / 2, and what a pair leaves of it. */
const halfPi: Pair = { high: 1.5707963267948966, low: 6.123233995736766e-17 };
const HALF_PI_REST = -1.4973849048591698e-33;

/** 1 / i!, by i. */
const inverseFactorials: Pair[] = [single(1)];
for (let i = 1; i < 30; i++) inverseFactorials.push(divide(inverseFactorials[i - 1], single(i)));

/** The series of exp(x) in x, of sin(x) / x and cos(x) in -x^2, of artanh(x) / x in x^2. */
const expSeries = inverseFactorials.slice(0, 14);
const sinSeries = inverseFactorials.filter((_, i) => i % 2 === 1);
const cosSeries = inverseFactorials.filter((_, i) => i % 2 === 0);
const artanhSeries = Array.from({ length: 22 }, (_, i) => divide(single(1), single(2 * i + 1)));
const artanhStart = artanhSeries.slice(0, 9);

/** log(n / 32) by n, as far as {@linkcode log} needs it. */
const logs = Array.from({ length: 47 }, (_, n) => logOfQuotient(Math.max(n, 16), 32, artanhSeries));

/** Where the bits of a float are looked at. */
const view = new DataView(new ArrayBuffer(8));

/**
 * The natural logarithm: -Infinity of 0, and NaN of what is less.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { log } from "./elementary.ts";
 *
 * assertEquals(log(2), Math.LN2);
 * ```
 */
export function log(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return x;
  return logOf(x).high;
}

/** The logarithm of a finite number greater than 0, as a pair. */
function logOf(x: number): Pair {
  // x = m 2^exponent, with m from 1 / sqrt(2) to sqrt(2).
  const scale = x < MIN_NORMAL ? 54 : 0;
  view.setFloat64(0, x * powerOfTwo(scale));
  const upper = view.getUint32(0);
  view.setUint32(0, (upper & 0xfffff) | 0x3ff00000);
  let m = view.getFloat64(0);
  let exponent = (upper >>> 20) - 1023 - scale;
  if (m > Math.SQRT2) {
    m /= 2;
    exponent++;
  }
  const n = Math.round(32 * m);
  const part = add(logs[n], logOfQuotient(m, n / 32, artanhStart));
  return add(multiply(ln2, single(exponent)), part);
}

/** log(a / b) = 2 artanh((a - b) / (a + b)) for numbers so near to each other that a - b is exact. */
function logOfQuotient(a: number, b: number, series: readonly Pair[]): Pair {
  const t = divide(single(a - b), sum(a, b));
  const half = multiply(polynomial(series, multiply(t, t), { pairs: series.length - 6 }), t);
  return { high: 2 * half.high, low: 2 * half.low };
}

/** e to the power of x. */
export function exp(x: number): number {
  return expOf(single(x));
}

/** A number of at least 0 to the power of any finite number. */
export function power(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1;
  if (base === 0 || base === Infinity) return base === 0 === exponent > 0 ? 0 : Infinity;
  return base > 0 ? expOf(multiply(logOf(base), single(exponent))) : NaN;
}

function expOf(x: Pair): number {
  if (!(x.high > -746)) return Number.isNaN(x.high) ? NaN : 0;
  if (x.high > 710) return Infinity;
  // x = n log(2) + 64 r: r is small enough for few terms.
  const n = Math.round(x.high / Math.LN2);
  const rest = add(x, multiply(ln2, single(-n)));
  const r: Pair = { high: rest.high / 64, low: rest.low / 64 };
  let value = polynomial(expSeries, r, { pairs: expSeries.length });
  for (let i = 0; i < 6; i++) value = multiply(value, value);
  // In two steps, for 2^n may be beyond what a float can be.
  const half = Math.trunc(n / 2);
  return rounded(value) * powerOfTwo(half) * powerOfTwo(n - half);
}

/** A pair this near to halfway between two floats, as a part of their distance, lies halfway. */
const HALFWAY = 2 ** -40;

/**
 * The float nearest to a pair; of two that are as near, the even one, as of a product of floats. A power such
 * as 3^34 lies halfway, and which side a pair of it comes to lie on is chance.
 */
function rounded({ high, low }: Pair): number {
  const other = high + 2 * low;
  const distance = other - high;
  if (Math.abs(distance - 2 * low) >= HALFWAY * Math.abs(distance)) return high;
  return isEven(high) ? high : other;
}

function isEven(x: number): boolean {
  view.setFloat64(0, x);
  return (view.getUint32(4) & 1) === 0;
}

/** 2^n for an integer from -1022 to 1023. */
function powerOfTwo(n: number): number {
  view.setFloat64(0, 0);
  view.setUint32(0, (n + 1023) << 20);
  return view.getFloat64(0);
}

/** The sine of an angle in radians, of at most 2^30. */
export function sin(x: number): number {
  if (x === 0) return x;
  return sinOfQuadrant(x, 0);
}

/** The cosine of an angle in radians, of at most 2^30. */
export function cos(x: number): number {
  return sinOfQuadrant(x, 1);
}

/** sin(x + turns pi / 2). */
function sinOfQuadrant(x: number, turns: number): number {
  const n = Math.round(x / halfPi.high);
  const near = product(-n, halfPi.high);
  const far = product(-n, halfPi.low);
  const r = add(
    add(sum(x, near.high), single(near.low)),
    sum(far.high, far.low - n * HALF_PI_REST),
  );
  const square = multiply(r, { high: -r.high, low: -r.low });
  const quadrant = (n + turns) & 3;
  const value = quadrant & 1
    ? polynomial(cosSeries, square, { pairs: cosSeries.length })
    : multiply(polynomial(sinSeries, square, { pairs: sinSeries.length }), r);
  return quadrant & 2 ? -value.high : value.high;
}

/** The sum of coefficients times powers of x. After the first `pairs` of them 53 bits are enough. */
function polynomial(coefficients: readonly Pair[], x: Pair, { pairs }: { pairs: number }): Pair {
  let i = coefficients.length - 1;
  let tail = 0;
  for (; i >= pairs; i--) tail = tail * x.high + coefficients[i].high;
  let value = single(tail);
  for (; i >= 0; i--) value = add(multiply(value, x), coefficients[i]);
  return value;
}

function single(x: number): Pair {
  return { high: x, low: 0 };
}

/** a + b to the last bit (Knuth's TwoSum). */
function sum(a: number, b: number): Pair {
  const high = a + b;
  const part = high - a;
  return { high, low: (a - (high - part)) + (b - part) };
}

/** The same where a is not the smaller one in size. */
function sumOrdered(a: number, b: number): Pair {
  const high = a + b;
  return { high, low: b - (high - a) };
}

/** a b to the last bit (Dekker and Veltkamp). */
function product(a: number, b: number): Pair {
  const high = a * b;
  const aTop = SPLIT * a - (SPLIT * a - a);
  const bTop = SPLIT * b - (SPLIT * b - b);
  const aRest = a - aTop;
  const bRest = b - bTop;
  return { high, low: ((aTop * bTop - high) + aTop * bRest + aRest * bTop) + aRest * bRest };
}

function add(a: Pair, b: Pair): Pair {
  const high = sum(a.high, b.high);
  const low = sum(a.low, b.low);
  const first = sumOrdered(high.high, high.low + low.high);
  return sumOrdered(first.high, first.low + low.low);
}

function multiply(a: Pair, b: Pair): Pair {
  const p = product(a.high, b.high);
  return sumOrdered(p.high, p.low + (a.high * b.low + a.low * b.high));
}

function divide(a: Pair, b: Pair): Pair {
  const first = a.high / b.high;
  const p = multiply(b, single(first));
  return sumOrdered(first, ((a.high - p.high) - p.low + a.low) / b.high);
}
