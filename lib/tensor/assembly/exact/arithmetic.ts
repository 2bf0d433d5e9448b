// A product and a sum of floats, rounded once, by arithmetic of 64 bits: what the exact build is made of.
//
// The product of two floats is exact in 64 bits. The sum is rounded to 53 of them, and to the 24 of a
// float on its way back. That is right but for two cases: the sum lies half-way between two floats, where
// it may be the first rounding that brought it there, or it is less than 2^-126, where floats have fewer
// bits. Both are rare, and found by looking at the bits of the sum. Then it is computed again, rounded
// to odd at first, which spoils nothing for the second time (Boldo & Melquiond 2008, "Emulation of FMA
// and correctly rounded sums: proved algorithms using rounding to odd").
//
// Sums of many products stay in 64 bits. They are rounded by integer arithmetic: a little less than half
// a unit of the 24th bit is added, and what follows that bit is cut off. Half-way cases, which this
// rounds in the wrong way, leave ones in all bits that are cut off. And such sums are multiplied by
// `SCALE`, for then the 9 lower bits of the exponent are 0 to 253 for all normal floats and more for
// whatever else can occur. So in both cases these bits are as great as in no other, and the maximum over
// many steps tells whether there was one.
//
// Half-way cases are rare but for factors that are powers of two, as the pixel 255 is, which counts as 1:
// then the product has only 24 bits, as the number has that it is added to. But of two such numbers the
// sum either is exact in 53 bits, or one of them is too small to bring it near the middle of two floats.
// So no first rounding leads to the middle, and it is enough to round half-way cases to even.

/** The factor of running sums, which one of any two numbers multiplied has got before. */
export const SCALE: f64 = reinterpret<f64>(<i64>(1023 - 385) << 52);

/** Its inverse. */
export const UNSCALE: f64 = reinterpret<f64>(<i64>(1023 + 385) << 52);

/** The bits of a number of 64 bits that a float does not have. */
const CUT_BITS: i64 = 0x1fffffff;

// As variables, which nobody changes: constant vectors would be put together wherever they are used.
let halfBits: i64 = CUT_BITS >> 1;
let keptBits: i64 = ~CUT_BITS;
/** The bits that are cut off, and in the upper word the 9 lower ones of the exponent with some more. */
let watchedBits: i64 = CUT_BITS << 32 | CUT_BITS;
/** From here up the watched bits of a word speak of one of the two cases. */
let limitBits: i64 = <i64>(254 << 20) << 32 | CUT_BITS;
/** What `SCALE` does to the 9 bits, and half a unit. */
let offsetBits: i64 = <i64>(512 - 385) << 52 | CUT_BITS >> 1;

/** The bits of the fraction of a number of 64 bits, all 0 in a power of two. */
let fractionBits: i64 = (1 << 52) - 1;

/** What is added to a running sum before it is cut off. */
// @ts-ignore: decorator
@inline
export function half(): v128 {
  return i64x2.splat(halfBits);
}

/** The bits of a running sum that are kept when it is cut off. */
// @ts-ignore: decorator
@inline
export function kept(): v128 {
  return i64x2.splat(keptBits);
}

/** The bits of a running sum that are watched. */
// @ts-ignore: decorator
@inline
export function watched(): v128 {
  return i64x2.splat(watchedBits);
}

/** What added to a sum that is neither scaled nor rounded makes its watched bits those of a running sum. */
// @ts-ignore: decorator
@inline
export function offset(): v128 {
  return i64x2.splat(offsetBits);
}

/** A running sum plus x y, and `half`. It has to be watched, then cut off: `v128.and` with `kept`. */
// @ts-ignore: decorator
@inline
export function addProduct(sum: v128, x: v128, y: v128, half: v128): v128 {
  return i64x2.add(f64x2.add(sum, f64x2.mul(x, y)), half);
}

/** Whether a factor of 64 bits is a power of two. */
// @ts-ignore: decorator
@inline
export function isPowerOfTwo(address: usize): bool {
  return (load<i64>(address) & fractionBits) == 0;
}

/** The bits that are cut off, in each lane of factors that is a power of two. */
// @ts-ignore: decorator
@inline
export function cutOfPowers(factors: v128): v128 {
  const fractions = v128.and(factors, i64x2.splat(fractionBits));
  return v128.and(i64x2.eq(fractions, i64x2.splat(0)), i64x2.splat(CUT_BITS));
}

/** What `addProduct` gives, so that half-way cases go to even when it is cut off. */
// @ts-ignore: decorator
@inline
export function toEven(sum: v128): v128 {
  return i64x2.add(sum, v128.and(i64x2.shr_u(sum, 29), i64x2.splat(1)));
}

/** What was seen of sums so far, and of this one. */
// @ts-ignore: decorator
@inline
export function watch(seen: v128, sum: v128, watched: v128): v128 {
  return i32x4.max_u(seen, v128.and(sum, watched));
}

/** Whether one of the sums that were seen may be rounded wrongly. */
// @ts-ignore: decorator
@inline
export function inDoubt(seen: v128): bool {
  return v128.any_true(i32x4.ge_u(seen, i64x2.splat(limitBits)));
}

/** Two floats as numbers of 64 bits. */
// @ts-ignore: decorator
@inline
export function loadPair(address: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(address));
}

/** Two floats as running sums. */
// @ts-ignore: decorator
@inline
export function loadSums(address: usize): v128 {
  return f64x2.mul(loadPair(address), f64x2.splat(SCALE));
}

/** Two running sums as floats, in the first two lanes. */
// @ts-ignore: decorator
@inline
export function floatsOf(sums: v128): v128 {
  return f32x4.demote_f64x2_zero(f64x2.mul(sums, f64x2.splat(UNSCALE)));
}

/** p + c, rounded once to floats, as numbers of 64 bits. */
export function carefulSum(p: v128, c: v128): v128 {
  const sum = f64x2.add(p, c);
  // What rounding took away (Knuth's TwoSum).
  const part = f64x2.sub(sum, p);
  const error = f64x2.add(f64x2.sub(p, f64x2.sub(sum, part)), f64x2.sub(c, part));
  // To odd: where something was taken away and the last bit is 0, one unit in its direction.
  const one = i64x2.splat(1);
  const even = i64x2.sub(v128.and(sum, one), one);
  const inexact = f64x2.gt(f64x2.abs(error), f64x2.splat(0));
  const direction = v128.or(i64x2.lt_s(v128.xor(error, sum), i64x2.splat(0)), one);
  const odd = i64x2.add(sum, v128.and(direction, v128.and(even, inexact)));
  return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(odd));
}

/** a b + c */
// @ts-ignore: decorator
@inline
export function exactMadd(a: v128, b: v128, c: v128): v128 {
  const p = f64x2.mul(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b));
  const q = f64x2.mul(promoteHigh(a), promoteHigh(b));
  const s = f64x2.add(f64x2.promote_low_f32x4(c), p);
  const t = f64x2.add(promoteHigh(c), q);
  return doubtful(s, t) ? carefulFloats(p, q, c) : join(s, t);
}

/** c - a b */
// @ts-ignore: decorator
@inline
export function exactNmadd(a: v128, b: v128, c: v128): v128 {
  const p = f64x2.mul(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b));
  const q = f64x2.mul(promoteHigh(a), promoteHigh(b));
  const s = f64x2.sub(f64x2.promote_low_f32x4(c), p);
  const t = f64x2.sub(promoteHigh(c), q);
  return doubtful(s, t) ? carefulFloats(f64x2.neg(p), f64x2.neg(q), c) : join(s, t);
}

/** Whether one of four sums may be rounded wrongly on its way to a float. */
// @ts-ignore: decorator
@inline
function doubtful(s: v128, t: v128): bool {
  const shift = offset();
  const bits = watched();
  const seen = v128.and(i64x2.add(s, shift), bits);
  return inDoubt(watch(seen, i64x2.add(t, shift), bits));
}

/** p and q plus the two halves of c. */
function carefulFloats(p: v128, q: v128, c: v128): v128 {
  return join(carefulSum(p, f64x2.promote_low_f32x4(c)), carefulSum(q, promoteHigh(c)));
}

/** Four floats, of two and two numbers of 64 bits. */
// @ts-ignore: decorator
@inline
export function join(low: v128, high: v128): v128 {
  const first = f32x4.demote_f64x2_zero(low);
  return i32x4.shuffle(first, f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

/** The last two of four floats in 64 bits. */
// @ts-ignore: decorator
@inline
function promoteHigh(v: v128): v128 {
  return f64x2.promote_low_f32x4(i32x4.shuffle(v, v, 2, 3, 0, 1));
}

/** Stores four floats as numbers of 64 bits. */
// @ts-ignore: decorator
@inline
export function storeWide(to: usize, four: v128): void {
  v128.store(to, f64x2.promote_low_f32x4(four));
  v128.store(to, promoteHigh(four), 16);
}

/** Makes `count` floats numbers of 64 bits, times a factor, where they lie: with twice the room. */
export function widen(address: usize, count: i32, factor: f64): void {
  const f = f64x2.splat(factor);
  let i: usize = count;
  for (; i & 3; i--) {
    store<f64>(address + 8 * (i - 1), <f64>load<f32>(address + 4 * (i - 1)) * factor);
  }
  for (; i > 0; i -= 4) {
    const v = v128.load(address + 4 * (i - 4));
    const to = address + 8 * (i - 4);
    v128.store(to, f64x2.mul(promoteHigh(v), f), 16);
    v128.store(to, f64x2.mul(f64x2.promote_low_f32x4(v), f));
  }
}
