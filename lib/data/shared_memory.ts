// Memory that Workers read where it is, wherever there is such a thing.

/**
 * The bytes in memory that Workers can share, which is where they may be already.
 *
 * @returns The same bytes or a copy; the same where no memory can be shared, as in a page that is not
 * isolated from others.
 */
export function share(bytes: Uint8Array): Uint8Array {
  if (!isShareable() || bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const copy = sharedBytes(bytes.length);
  copy.set(bytes);
  return copy;
}

/** Zeros in memory that Workers can share, wherever there is such a thing. */
export function sharedBytes(length: number): Uint8Array {
  return isShareable() ? new Uint8Array(new SharedArrayBuffer(length)) : new Uint8Array(length);
}

/** A page without cross-origin isolation does not have the class. */
function isShareable(): boolean {
  return "SharedArrayBuffer" in globalThis;
}
