// Images with a border: a convolution that reads such a copy never has to ask where the edge is.

/**
 * Copies an image of `height` x `width` pixels into the middle of zeros.
 *
 * @param from The pixels, `channels` numbers each.
 * @param to Room for `toHeight` x `toWidth` pixels.
 * @param top Where the first row goes; negative crops.
 * @param left Where the first column goes; negative crops.
 * @param step Pixels from one to the next in `to`: 1, or more to leave zeros between them.
 */
export function copyImage(
  from: usize,
  height: i32,
  width: i32,
  channels: i32,
  to: usize,
  toHeight: i32,
  toWidth: i32,
  top: i32,
  left: i32,
  step: i32,
): void {
  const pixel: usize = 4 * channels;
  memory.fill(to, 0, pixel * <usize>toWidth * <usize>toHeight);
  // What falls inside: the rows and columns of `from` from the first on, up to the end.
  const firstRow = top < 0 ? (-top + step - 1) / step : 0;
  const endRow = min(height, (toHeight - top + step - 1) / step);
  const start = left < 0 ? (-left + step - 1) / step : 0;
  const end = min(width, (toWidth - left + step - 1) / step);
  if (start >= end) return;
  for (let row = firstRow; row < endRow; row++) {
    const toRow = top + row * step;
    let source = from + (<usize>row * <usize>width + <usize>start) * pixel;
    let target = to + (<usize>toRow * <usize>toWidth + <usize>(left + start * step)) * pixel;
    if (step == 1) {
      memory.copy(target, source, <usize>(end - start) * pixel);
    } else {
      for (let column = start; column < end; column++) {
        memory.copy(target, source, pixel);
        source += pixel;
        target += <usize>step * pixel;
      }
    }
  }
}
