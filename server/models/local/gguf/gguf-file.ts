import { open } from 'node:fs/promises';
import { AppError } from '../../../platform/errors.ts';

/** Metadata is read piece by piece until it is whole; the longest known, with large vocabularies, is a third of this. */
const firstHeadBytes = 1024 * 1024;
const maxHeadBytes = 64 * 1024 * 1024;
const maxPairs = 10_000;
const maxTensors = 100_000;
const longestString = 8 * 1024 * 1024;

/** Bytes of each number type of the metadata, by its code; 8 is a string and 9 an array. */
const numberBytes: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };
const stringType = 8;
const arrayType = 9;

export type GgufHeader = {
  architecture: string;
  /** Scalars and strings by key; of arrays, that they are there. */
  metadata: ReadonlyMap<string, string | number | true>;
  tensorCount: number;
};

class HeadTooShort extends Error {}

const damaged = (what: string) => new AppError('invalid_request', `This is no GGUF file that can be read: ${what}`, { field: 'path', hint: 'Download it again.' });

class Reader {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  get at(): number {
    return this.#at;
  }

  skip(count: number): number {
    const start = this.#at;
    if (start + count > this.bytes.length) throw new HeadTooShort();
    this.#at += count;
    return start;
  }

  uint32(): number {
    return this.bytes.readUInt32LE(this.skip(4));
  }

  size(limit: number, what: string): number {
    const value = this.bytes.readBigUInt64LE(this.skip(8));
    if (value > BigInt(limit)) throw damaged(`it names ${value} ${what}`);
    return Number(value);
  }

  string(): string {
    const length = this.size(longestString, 'bytes of a name');
    return this.bytes.toString('utf8', this.skip(length), this.#at);
  }

  value(type: number): string | number | true {
    if (type === stringType) return this.string();
    if (type === arrayType) return this.#array();
    const width = numberBytes[type];
    if (width === undefined) throw damaged(`a value of type ${type}`);
    const start = this.skip(width);
    if (type === 6) return this.bytes.readFloatLE(start);
    if (type === 12) return this.bytes.readDoubleLE(start);
    if (width === 8) return Number(this.bytes.readBigInt64LE(start));
    return type === 1 || type === 3 || type === 5 ? this.bytes.readIntLE(start, width) : this.bytes.readUIntLE(start, width);
  }

  #array(): true {
    const type = this.uint32();
    const length = this.size(maxHeadBytes, 'values of a list');
    if (type === stringType) for (let index = 0; index < length; index++) this.skip(this.size(longestString, 'bytes of a word'));
    else if (numberBytes[type] === undefined) throw damaged(`a list of type ${type}`);
    else this.skip(length * numberBytes[type]);
    return true;
  }
}

function parse(bytes: Buffer): GgufHeader & { lastTensorAt: number } {
  const reader = new Reader(bytes);
  if (bytes.toString('latin1', reader.skip(4), 4) !== 'GGUF') throw damaged('it does not begin with GGUF');
  const version = reader.uint32();
  if (version < 2 || version > 3) throw damaged(`it is of version ${version}`);
  const tensorCount = reader.size(maxTensors, 'tensors');
  const pairs = reader.size(maxPairs, 'entries');
  const metadata = new Map<string, string | number | true>();
  for (let index = 0; index < pairs; index++) {
    const key = reader.string();
    metadata.set(key, reader.value(reader.uint32()));
  }
  let lastOffset = 0;
  for (let index = 0; index < tensorCount; index++) {
    reader.string();
    const shape = reader.uint32();
    reader.skip(8 * shape + 4);
    lastOffset = Math.max(lastOffset, reader.size(Number.MAX_SAFE_INTEGER, 'bytes'));
  }
  const architecture = metadata.get('general.architecture');
  if (typeof architecture !== 'string') throw damaged('it does not say what kind of model it is');
  return { architecture, metadata, tensorCount, lastTensorAt: reader.at + lastOffset };
}

/**
 * What a GGUF file says of itself. Layout: github.com/ggml-org/ggml/blob/master/docs/gguf.md.
 * @throws AppError invalid_request when it is none, or is not whole
 */
export async function readGgufHeader(file: string): Promise<GgufHeader> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    for (let headBytes = firstHeadBytes; ; headBytes *= 4) {
      const bytes = Buffer.alloc(Math.min(headBytes, size));
      await handle.read(bytes, 0, bytes.length, 0);
      try {
        const { lastTensorAt, ...header } = parse(bytes);
        if (lastTensorAt >= size) throw damaged(`it ends after ${size} bytes, before its last tensor`);
        return header;
      } catch (error) {
        if (!(error instanceof HeadTooShort)) throw error;
        if (bytes.length === size) throw damaged(`it ends after ${size} bytes`);
        if (headBytes >= maxHeadBytes) throw damaged('its metadata is too long');
      }
    }
  } finally {
    await handle.close();
  }
}
