import { createReadStream, createWriteStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { AppError, messageOf } from '../../platform/errors.ts';
import { damagedContainer, dataOffsetOf, type ZipEntry } from '../zip-directory.ts';

export type UnpackLimits = {
  /** Of one entry, counted while it is inflated. */
  maxBytes: number;
  /** Inflated bytes per stored byte, watched once an entry is past its first megabyte. */
  maxRatio: number;
};

const ratioWatchedFromBytes = 1024 * 1024;

const tooLarge = (reason: string) => new AppError('unsupported', reason, { hint: 'Unpack it and upload the files in it.' });

/** Lets bytes through while the entry keeps within its limits. */
function createMeter(entry: ZipEntry, { maxBytes, maxRatio }: UnpackLimits): { meter: Transform; sizeBytes: () => number } {
  let sizeBytes = 0;
  const meter = new Transform({
    transform(piece: Buffer, _encoding, done) {
      sizeBytes += piece.length;
      if (sizeBytes > maxBytes) return done(tooLarge('the archive unpacks to too much'));
      if (sizeBytes > ratioWatchedFromBytes && sizeBytes > entry.compressedBytes * maxRatio) return done(tooLarge(`it unpacks to more than ${maxRatio} times its size`));
      return done(null, piece);
    },
  });
  return { meter, sizeBytes: () => sizeBytes };
}

/** Writes an entry to a file. @returns its size in bytes. @throws AppError unsupported, saying what is wrong with the entry */
export async function unpackEntry(archive: { path: string; file: FileHandle }, entry: ZipEntry, target: string, limits: UnpackLimits): Promise<number> {
  const start = await dataOffsetOf(archive.file, entry);
  const { meter, sizeBytes } = createMeter(entry, limits);
  // An empty range cannot be asked for.
  const stored = entry.compressedBytes === 0 ? [] : createReadStream(archive.path, { start, end: start + entry.compressedBytes - 1 });
  try {
    const output = createWriteStream(target, { flags: 'wx' });
    await (entry.method === 8 && entry.compressedBytes > 0 ? pipeline(stored, createInflateRaw(), meter, output) : pipeline(stored, meter, output));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw damagedContainer(`"${entry.name}" cannot be unpacked (${messageOf(error)})`);
  }
  if (sizeBytes() !== entry.declaredBytes) throw damagedContainer('it is not as long as it says');
  return sizeBytes();
}
