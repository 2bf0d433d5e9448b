// A picture file taken apart: what it says of its picture, and the bytes that a decoder needs.

/** What stands in a file beside other things. */
export interface PictureParts {
  readonly type: "image/png" | "image/jpeg" | "image/webp";
  /** In pixels, as they lie in the file. */
  readonly width: number;
  /** In pixels, as they lie in the file. */
  readonly height: number;
  /** How to turn the picture: 1 to 8, as EXIF counts them. */
  readonly orientation: number;
  /** The file without profiles, comments, thumbnails and the like. */
  readonly data: Uint8Array<ArrayBuffer>;
}

/** What is wrong with a file, as the end of a sentence about it. */
export class DamagedPicture extends Error {
  override readonly name = "DamagedPicture";
}
