import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { AppError, messageOf } from '../platform/errors.ts';
import { damagedContainer, dataOffsetOf, readZipDirectory, type ZipEntry } from './zip-directory.ts';

export type ContainerLimits = {
  /** Inflated bytes of all entries together, counted while inflating. */
  maxInflatedBytes: number;
  /** Inflated bytes per stored byte, watched once an entry is past its first megabyte. */
  maxRatio: number;
};

export const containerLimits: ContainerLimits = { maxInflatedBytes: 200 * 1024 * 1024, maxRatio: 200 };

const ratioWatchedFromBytes = 1024 * 1024;

/**
 * Inflates every entry of a zip once, keeping nothing, so that no library meets a bomb, a liar or an entity attack.
 * @throws AppError unsupported, saying what is wrong with the container
 */
export async function checkContainer(path: string, limits: ContainerLimits = containerLimits): Promise<void> {
  const file = await open(path, 'r');
  try {
    const entries = await readZipDirectory(file);
    checkNames(entries);
    await checkPlaces(file, entries);
    let inflatedBytes = 0;
    for (const entry of entries) inflatedBytes += await inflateAndCount(path, file, entry, limits, inflatedBytes);
  } finally {
    await file.close();
  }
}

function checkNames(entries: readonly ZipEntry[]): void {
  const seen = new Set<string>();
  for (const { name, encrypted, method } of entries) {
    if (encrypted) throw new AppError('unsupported', 'The file is protected by a password', { hint: 'Save a copy without a password and upload that.' });
    if (/^[/\\]|^[a-z]:|\\|\0|(^|\/)\.\.(\/|$)/i.test(name)) throw damagedContainer(`it holds the unsafe name "${name}"`);
    if (method !== 0 && method !== 8) throw damagedContainer(`"${name}" is compressed in an unusual way`);
    if (seen.has(name)) throw damagedContainer(`it holds "${name}" twice`);
    seen.add(name);
  }
}

/** @throws AppError unsupported when parts overlap, as in a bomb, or are cut off */
export async function checkPlaces(file: FileHandle, entries: readonly ZipEntry[]): Promise<void> {
  const { size } = await file.stat();
  let endOfLast = 0;
  for (const entry of entries.toSorted((a, b) => a.localHeaderOffset - b.localHeaderOffset)) {
    const dataOffset = await dataOffsetOf(file, entry);
    if (entry.localHeaderOffset < endOfLast) throw damagedContainer(`"${entry.name}" overlaps another part`);
    endOfLast = dataOffset + entry.compressedBytes;
    if (endOfLast > size) throw damagedContainer(`"${entry.name}" is cut off`);
  }
}

async function inflateAndCount(path: string, file: FileHandle, entry: ZipEntry, limits: ContainerLimits, inflatedBefore: number): Promise<number> {
  const start = await dataOffsetOf(file, entry);
  let inflatedBytes = 0;
  const isXml = /\.(xml|rels)$/i.test(entry.name);
  const doctype = new PatternSearch(['<!DOCTYPE', '<!ENTITY'].flatMap((word) => [Buffer.from(word), Buffer.from(word, 'utf16le').subarray(0, -1)]));
  const counter = new Writable({
    write(chunk: Buffer, _encoding, done) {
      inflatedBytes += chunk.length;
      done(refusal(chunk));
    },
  });
  const refusal = (chunk: Buffer): AppError | undefined => {
    if (inflatedBefore + inflatedBytes > limits.maxInflatedBytes) {
      return bomb(`it unpacks to more than ${Math.round(limits.maxInflatedBytes / 1024 / 1024)} MB`);
    }
    if (inflatedBytes > ratioWatchedFromBytes && inflatedBytes > entry.compressedBytes * limits.maxRatio) {
      return bomb(`"${entry.name}" unpacks to more than ${limits.maxRatio} times its size`);
    }
    if (isXml && doctype.foundIn(chunk)) return damagedContainer(`"${entry.name}" declares entities, which documents do not need`);
    return undefined;
  };
  if (entry.compressedBytes > 0) {
    const stored = createReadStream(path, { start, end: start + entry.compressedBytes - 1 });
    try {
      await (entry.method === 8 ? pipeline(stored, createInflateRaw(), counter) : pipeline(stored, counter));
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw damagedContainer(`"${entry.name}" cannot be unpacked (${messageOf(error)})`);
    }
  }
  if (inflatedBytes !== entry.declaredBytes) throw damagedContainer(`"${entry.name}" is not as long as it says`);
  return inflatedBytes;
}

function bomb(reason: string): AppError {
  return new AppError('unsupported', `The file is refused: ${reason}`, { hint: 'Split the document into smaller files, or save it as PDF.' });
}

/** Finds byte patterns in a stream, also where one lies across two chunks. */
class PatternSearch {
  #carried: Buffer = Buffer.alloc(0);

  constructor(readonly patterns: readonly Buffer[]) {}

  foundIn(chunk: Buffer): boolean {
    const window = Buffer.concat([this.#carried, chunk]);
    const longest = Math.max(...this.patterns.map((pattern) => pattern.length));
    this.#carried = Buffer.from(window.subarray(-(longest - 1)));
    return this.patterns.some((pattern) => window.includes(pattern));
  }
}
