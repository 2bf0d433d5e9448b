// Bytes out of base64, in browsers of the last years too.

const { fromBase64: decode } = Uint8Array as { fromBase64?: typeof Uint8Array.fromBase64 };

/** The bytes that a text in base64 stands for. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (decode !== undefined) return decode.call(Uint8Array, text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}
