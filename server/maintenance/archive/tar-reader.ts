import { AppError } from '../../platform/errors.ts';

const blockBytes = 512;
const piecesBytes = 1024 * 1024;

export type TarEntry = { name: string; sizeBytes: number; content: AsyncIterable<Buffer> };

export const damagedArchive = (problem: string, cause?: unknown) =>
  new AppError('invalid_request', `The backup ${problem}`, { field: 'file', hint: 'Nothing was changed. Copy the archive here again, or make a new backup.' }, { cause });

/** Exactly as many bytes as are asked for, from a stream in pieces of any size. */
class ByteReader {
  readonly #pieces: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#pieces = source[Symbol.asyncIterator]();
  }

  /** At least one byte and at most so many; undefined at the end. */
  async some(most: number): Promise<Buffer | undefined> {
    while (this.#rest.length === 0) {
      const { value, done } = await this.#pieces.next();
      if (done) return undefined;
      this.#rest = value as Buffer;
    }
    const taken = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(taken.length);
    return taken;
  }

  /** One block; undefined at the end. */
  async block(): Promise<Buffer | undefined> {
    const parts: Buffer[] = [];
    for (let missing = blockBytes; missing > 0; missing -= parts.at(-1)!.length) {
      const part = await this.some(missing);
      if (!part && parts.length === 0) return undefined;
      if (!part) throw damagedArchive('ends in the middle');
      parts.push(part);
    }
    return Buffer.concat(parts);
  }
}

function octal(field: Buffer, what: string): number {
  const digits = /^ *([0-7]{1,11})[ \0]*$/.exec(field.toString('latin1'))?.[1];
  if (digits === undefined) throw damagedArchive(`has an entry whose ${what} cannot be read`);
  return Number.parseInt(digits, 8);
}

/** POSIX.1-1988 ustar: the offsets and sizes of the fields. */
function readHeader(block: Buffer): { name: string; sizeBytes: number } {
  const unsummed = Buffer.from(block);
  unsummed.fill(' ', 148, 156);
  if (unsummed.reduce((sum, byte) => sum + byte, 0) !== octal(block.subarray(148, 156), 'checksum')) throw damagedArchive('has an entry whose checksum is wrong');
  const textOf = (from: number, to: number) => block.toString('utf8', from, to).split('\0', 1)[0]!;
  const prefix = textOf(345, 500);
  const name = prefix ? `${prefix}/${textOf(0, 100)}` : textOf(0, 100);
  const type = block[156]!;
  // '0' and NUL are plain files. Links, folders, devices and extended headers are in no archive of ours.
  if (type !== 0x30 && type !== 0) throw damagedArchive(`holds something that is not a file: "${name.slice(0, 200)}"`);
  return { name, sizeBytes: octal(block.subarray(124, 136), 'size') };
}

async function* contentOf(reader: ByteReader, sizeBytes: number): AsyncGenerator<Buffer> {
  for (let missing = sizeBytes; missing > 0; ) {
    const piece = await reader.some(Math.min(missing, piecesBytes));
    if (!piece) throw damagedArchive('ends in the middle');
    missing -= piece.length;
    yield piece;
  }
  for (let padding = (blockBytes - (sizeBytes % blockBytes)) % blockBytes; padding > 0; ) {
    const piece = await reader.some(padding);
    if (!piece) throw damagedArchive('ends in the middle');
    padding -= piece.length;
  }
}

/**
 * The files of a tar, one after the other; each content has to be read to its end before the next entry.
 * Only plain files are taken, and nothing may follow the end.
 * @throws AppError invalid_request
 */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const reader = new ByteReader(source);
  for (let block = await reader.block(); block; block = await reader.block()) {
    if (block.every((byte) => byte === 0)) return requireOnlyZeros(reader);
    const { name, sizeBytes } = readHeader(block);
    yield { name, sizeBytes, content: contentOf(reader, sizeBytes) };
  }
  throw damagedArchive('ends in the middle');
}

async function requireOnlyZeros(reader: ByteReader): Promise<void> {
  for (let block = await reader.block(); block; block = await reader.block()) {
    if (block.some((byte) => byte !== 0)) throw damagedArchive('goes on after its end');
  }
}
