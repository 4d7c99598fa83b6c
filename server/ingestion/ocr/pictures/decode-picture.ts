import { AppError } from '../../../platform/errors.ts';
import { signatures } from '../../signatures.ts';
import type { GrayImage, PictureFrame } from '../gray-image.ts';
import { decodeBmp } from './bmp.ts';
import { decodeJpeg } from './jpeg.ts';
import { decodeGifOrWebp } from './gif-webp.ts';
import { decodePng } from './png.ts';

/** Pictures are made no larger than this: A4 at 300 dpi has 8.7 million points, and more show no more of the text. */
export const maxRecognizedPixels = 12e6;

/** The frames of a picture: several of a TIFF, else one; of a moving one the first. @throws AppError unsupported */
export async function* decodePicture(bytes: Buffer, maxFrames: number): AsyncGenerator<PictureFrame> {
  const mediaType = signatures.find(({ matches }) => matches(bytes.subarray(0, 1024)))?.mediaType;
  if (mediaType === 'image/jpeg') yield decodeJpeg(bytes, maxRecognizedPixels);
  else for await (const image of decodeWhole(bytes, mediaType, maxFrames)) yield { image, unitsPerPixel: 1 };
}

async function* decodeWhole(bytes: Buffer, mediaType: string | undefined, maxFrames: number): AsyncGenerator<GrayImage> {
  if (mediaType === 'image/png') yield decodePng(bytes);
  else if (mediaType === 'image/bmp') yield decodeBmp(bytes);
  else if (mediaType === 'image/tiff') yield* (await import('./tiff.ts')).decodeTiff(bytes, maxFrames);
  else if (mediaType === 'image/gif' || mediaType === 'image/webp') yield decodeGifOrWebp(bytes, mediaType);
  else throw new AppError('unsupported', 'The file is no picture of a known kind', { hint: 'Save it as PNG or JPEG.' });
}
