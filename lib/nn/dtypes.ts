// The kinds of numbers that a safetensors file may hold.

/** A kind of number, as the format names it. */
export type Dtype =
  | "F32"
  | "F16"
  | "BF16"
  | "F64"
  | "F8_E4M3"
  | "F8_E5M2"
  | "BOOL"
  | "I8"
  | "I16"
  | "I32"
  | "I64"
  | "U8"
  | "U16"
  | "U32"
  | "U64";

/** What there is to know of a kind of number. */
export interface DtypeKind {
  readonly bytes: number;
  /** Reads one number. Without it they can be named but not read. */
  readonly read?: (view: DataView, at: number) => number;
}

/** The two bytes of a BF16 number are the first two of the same number in 32 bits. */
const float32 = new DataView(new ArrayBuffer(4));

/** All kinds of numbers. What weights may be is read: floats of 16 bits and more, little-endian. */
export const dtypes: Readonly<Record<Dtype, DtypeKind>> = {
  F32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  F16: { bytes: 2, read: (view, at) => view.getFloat16(at, true) },
  BF16: {
    bytes: 2,
    read: (view, at) => {
      float32.setUint16(0, view.getUint16(at, true));
      return float32.getFloat32(0);
    },
  },
  F64: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  F8_E4M3: { bytes: 1 },
  F8_E5M2: { bytes: 1 },
  BOOL: { bytes: 1 },
  I8: { bytes: 1 },
  I16: { bytes: 2 },
  I32: { bytes: 4 },
  I64: { bytes: 8 },
  U8: { bytes: 1 },
  U16: { bytes: 2 },
  U32: { bytes: 4 },
  U64: { bytes: 8 },
};
