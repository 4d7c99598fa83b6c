import { pipeline, type Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { AppError } from './errors.ts';

/** Encodings that are asked for, and taken back. */
export const acceptedEncodings = 'gzip, br';
const decoders: Readonly<Record<string, () => Transform>> = { gzip: createGunzip, 'x-gzip': createGunzip, br: createBrotliDecompress };

function limitBytes(maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      if (bytes <= maxBytes) return done(null, piece);
      const limit = maxBytes >= 1024 * 1024 ? `${Math.floor(maxBytes / 1024 / 1024)} MB` : `${Math.ceil(maxBytes / 1024)} KB`;
      done(new AppError('too_large', `it is larger than ${limit}`, { maxBytes, hint: 'Save a part of it and upload that.' }));
    },
  });
}

/**
 * The decoded content of an answer. It ends with an error once more than `maxBytes` came over the wire or out of the decoder, so
 * neither a bomb nor an endless run of empty pieces goes on.
 * @throws AppError unsupported for encodings that were not asked for
 */
export function boundedContent(body: Readable, encoding: string, maxBytes: number): Readable {
  if (encoding === '' || encoding === 'identity') return pipeline(body, limitBytes(maxBytes), () => {});
  const decoder = decoders[encoding];
  if (!decoder) throw new AppError('unsupported', `it is encoded as "${encoding.slice(0, 40)}"`, { hint: 'Save the page in a browser and upload the file.' });
  return pipeline(body, limitBytes(maxBytes), decoder(), limitBytes(maxBytes), () => {});
}
