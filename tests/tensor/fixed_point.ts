// exp, log, sin and cos by integers of 256 bits after the point: slow, and right to the last bit of a float.

const POINT = 256n;
const ONE = 1n << POINT;

const view = new DataView(new ArrayBuffer(8));

/** log(2) and pi / 2, the latter by Machin's formula. */
const ln2 = 2n * artanh(ONE / 3n);
const halfPi = 2n * (4n * arctanOfInverse(5n) - arctanOfInverse(239n));

/** The float nearest to log(x), for a normal x greater than 0. */
export function nearestLog(x: number): number {
  return toFloat(logOf(x));
}

/** The float nearest to e^x. */
export function nearestExp(x: number): number {
  const n = toFixed(x) / ln2;
  const power = expOf(toFixed(x) - n * ln2);
  return toFloat(power, POINT - n);
}

/** The float nearest to sin(x). */
export function nearestSin(x: number): number {
  return sinOfQuadrant(x, 0n);
}

/** The float nearest to cos(x). */
export function nearestCos(x: number): number {
  return sinOfQuadrant(x, 1n);
}

/** The float nearest to base^exponent, for a normal base greater than 0. */
export function nearestPower(base: number, exponent: number): number {
  const product = times(logOf(base), toFixed(exponent));
  const n = product / ln2;
  return toFloat(expOf(product - n * ln2), POINT - n);
}

function sinOfQuadrant(x: number, turns: bigint): number {
  const n = (2n * toFixed(x) + halfPi) / (2n * halfPi) - (2n * toFixed(x) + halfPi < 0n ? 1n : 0n);
  const rest = toFixed(x) - n * halfPi;
  const quadrant = Number((((n + turns) % 4n) + 4n) % 4n);
  const square = times(rest, rest);
  let term = quadrant % 2 === 0 ? rest : ONE;
  let sum = 0n;
  for (let i = quadrant % 2 === 0 ? 2n : 1n; term !== 0n && term !== -1n; i += 2n) {
    sum += term;
    term = -times(term, square) / (i * (i + 1n));
  }
  return toFloat(quadrant > 1 ? -sum : sum);
}

function logOf(x: number): bigint {
  const exponent = Math.round(Math.log2(x));
  const m = toFixed(x * 2 ** -exponent);
  return BigInt(exponent) * ln2 + 2n * artanh(quotient(m - ONE, m + ONE));
}

/** exp by its series, of less than 1: 256 times nearer to 0, and its power again. */
function expOf(x: bigint): bigint {
  let sum = 0n;
  let term = ONE;
  for (let i = 1n; term !== 0n && term !== -1n; i++) {
    sum += term;
    term = times(term, x >> 8n) / i;
  }
  for (let i = 0; i < 8; i++) sum = times(sum, sum);
  return sum;
}

function artanh(t: bigint): bigint {
  let sum = 0n;
  let power = t;
  for (let i = 1n; power !== 0n && power !== -1n; i += 2n) {
    sum += power / i;
    power = times(power, times(t, t));
  }
  return sum;
}

function arctanOfInverse(n: bigint): bigint {
  let sum = 0n;
  let power = ONE / n;
  for (let i = 1n; power !== 0n; i += 2n) {
    sum += (i % 4n === 1n ? power : -power) / i;
    power /= n * n;
  }
  return sum;
}

function times(a: bigint, b: bigint): bigint {
  return (a * b) >> POINT;
}

function quotient(a: bigint, b: bigint): bigint {
  return (a << POINT) / b;
}

/** A float as an integer of so many bits after the point; exact from 2^-203 on. */
function toFixed(x: number): bigint {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = (bits >> 52n) & 2047n;
  const fraction = (bits & 0xfffffffffffffn) | (exponent === 0n ? 0n : 1n << 52n);
  const shift = (exponent === 0n ? 1n : exponent) - 1075n + POINT;
  const size = shift >= 0n ? fraction << shift : fraction >> -shift;
  return bits >> 63n === 1n ? -size : size;
}

/** The normal float nearest to value / 2^point; the even one where two are as near. */
function toFloat(value: bigint, point = POINT): number {
  const size = value < 0n ? -value : value;
  const excess = BigInt(size.toString(2).length) - 53n;
  if (excess <= 0n) return Number(value) * 2 ** -Number(point);
  const rest = size % (1n << excess);
  const half = 1n << (excess - 1n);
  let fraction = size >> excess;
  if (rest > half || (rest === half && fraction % 2n === 1n)) fraction++;
  return Number(value < 0n ? -fraction : fraction) * 2 ** Number(excess - point);
}
