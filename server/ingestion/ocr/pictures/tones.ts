import type { GrayImage } from '../gray-image.ts';

/** Brightness of a colour (ITU-R BT.601) laid on white; all from 0 to 255. */
export function grayOf(red: number, green: number, blue: number, alpha = 255): number {
  const gray = 0.299 * red + 0.587 * green + 0.114 * blue;
  return Math.round(alpha === 255 ? gray : 255 + ((gray - 255) * alpha) / 255);
}

/** @param rgba four bytes for each pixel */
export function grayFromRgba(rgba: Uint8Array, width: number, height: number): GrayImage {
  const pixels = new Uint8Array(width * height);
  for (let index = 0; index < pixels.length; index++) {
    pixels[index] = grayOf(rgba[4 * index]!, rgba[4 * index + 1]!, rgba[4 * index + 2]!, rgba[4 * index + 3]);
  }
  return { width, height, pixels };
}
