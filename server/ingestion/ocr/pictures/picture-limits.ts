import { AppError } from '../../../platform/errors.ts';

/** By how a type is decoded: row by row, at once, or by way of another form. A scan of A4 at 600 dpi has 35 million points, at 300 dpi 8.7 million. */
const maxPixelsByType: Readonly<Record<string, number>> = {
  'image/png': 100e6,
  'image/jpeg': 100e6,
  'image/bmp': 60e6,
  'image/tiff': 40e6,
  'image/webp': 12e6,
  'image/gif': 12e6,
};

/** Refuses a picture by the size its header declares, before any of it is unpacked. */
export function checkPictureSize(mediaType: string, width: number, height: number): void {
  const maxPixels = maxPixelsByType[mediaType] ?? 0;
  if (!(width > 0) || !(height > 0)) throw damagedPicture('it has no size');
  if (width * height > maxPixels) {
    const hint = `Pictures of this kind are read up to ${maxPixels / 1e6} megapixels; save a smaller copy.`;
    throw new AppError('unsupported', `The picture is too large: ${width} x ${height} points`, { hint });
  }
}

export function damagedPicture(reason: string): AppError {
  return new AppError('unsupported', `The picture is damaged: ${reason}`, { hint: 'Open it in a program for pictures and save it again as PNG.' });
}
