// a b + c by integers of any length, rounded once to a 32-bit float: slow, and right to the last bit.

const view = new DataView(new ArrayBuffer(4));

/** The float that these 32 bits are. */
export function floatOf(bits: number): number {
  view.setUint32(0, bits);
  return view.getFloat32(0);
}

/** The 32 bits of a float. */
export function bitsOf(float: number): number {
  view.setFloat32(0, float);
  return view.getUint32(0);
}

/** The bits of a b + c, given those of a, b and c. Which NaN it is, where it is one, is left open. */
export function bigMadd(a: number, b: number, c: number): number {
  const [x, y, z] = [a, b, c].map(floatOf);
  // Infinity and NaN are the same in all widths, and zeros have signs.
  if (![x, y, z].every(Number.isFinite) || x * y === 0) return bitsOf(x * y + z);
  const [p, q, r] = [a, b, c].map(parts);
  const unit = Math.min(p.exponent + q.exponent, r.exponent);
  const sum = ((p.fraction * q.fraction) << BigInt(p.exponent + q.exponent - unit)) +
    (r.fraction << BigInt(r.exponent - unit));
  return sum === 0n ? 0 : round(sum, unit);
}

/** A finite float as fraction 2^exponent. */
function parts(bits: number): { fraction: bigint; exponent: number } {
  const exponent = (bits >>> 23) & 0xff;
  const fraction = BigInt((bits & 0x7fffff) | (exponent === 0 ? 0 : 0x800000));
  return { fraction: bits >>> 31 ? -fraction : fraction, exponent: Math.max(exponent, 1) - 150 };
}

/** The bits of the float nearest to value 2^unit; of the even one where two are as near. */
function round(value: bigint, unit: number): number {
  const sign = value < 0n ? 0x80000000 : 0;
  const size = value < 0n ? -value : value;
  // 24 bits, or as many as there are above 2^-149.
  let exponent = Math.max(unit + size.toString(2).length - 24, -149);
  let fraction = size << BigInt(Math.max(unit - exponent, 0));
  if (exponent > unit) {
    const cut = BigInt(exponent - unit);
    const rest = size % (1n << cut);
    const half = 1n << (cut - 1n);
    fraction = size >> cut;
    if (rest > half || (rest === half && fraction % 2n === 1n)) fraction++;
  }
  if (fraction === 1n << 24n) {
    fraction >>= 1n;
    exponent++;
  }
  if (fraction < 1n << 23n) return (sign | Number(fraction)) >>> 0;
  if (exponent + 150 >= 255) return (sign | 0x7f800000) >>> 0;
  return (sign | ((exponent + 150) << 23) | (Number(fraction) & 0x7fffff)) >>> 0;
}
