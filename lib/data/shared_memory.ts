// Memory that Workers read where it is, wherever there is such a thing.

/**
 * The bytes in memory that Workers can share, which is where they may be already.
 *
 * @returns The same bytes or a copy; the same where no memory can be shared, as in a page that is not
 * isolated from others.
 */
export function share(bytes: Uint8Array): Uint8Array {
  // A page without cross-origin isolation does not have the class.
  if (!("SharedArrayBuffer" in globalThis) || bytes.buffer instanceof SharedArrayBuffer) {
    return bytes;
  }
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
