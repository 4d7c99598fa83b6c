import type { FileHandle } from 'node:fs/promises';
import { damagedContainer } from '../zip-directory.ts';

/** Numbers from here on are marks (free, end of chain), not sectors (MS-CFB 2.1). */
const firstMark = 0xfffffffa;
const headerEntries = 109;
const headerBytes = 512;

/** Where a compound file keeps its parts (MS-CFB 2.2). */
export type CompoundHeader = {
  sectorBytes: number;
  firstDirectorySector: number;
  firstMiniTableSector: number;
  firstExtraTableSector: number;
  /** The sectors of the allocation table that the header itself names. */
  tableSectors: number[];
};

/** @throws AppError unsupported, when the header is cut off or says what cannot be */
export async function readCompoundHeader(file: FileHandle): Promise<CompoundHeader> {
  const header = await readAt(file, 0, headerBytes);
  if (header.length < headerBytes) throw damagedContainer('it is cut off');
  const sectorShift = header.readUInt16LE(30);
  if (sectorShift !== 9 && sectorShift !== 12) throw damagedContainer('its sectors have an impossible size');
  const tableSectors = Array.from({ length: headerEntries }, (_, index) => header.readUInt32LE(76 + index * 4)).filter((sector) => sector < firstMark);
  return {
    sectorBytes: 2 ** sectorShift,
    firstDirectorySector: header.readUInt32LE(48),
    firstMiniTableSector: header.readUInt32LE(60),
    firstExtraTableSector: header.readUInt32LE(68),
    tableSectors,
  };
}

export async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

/** The sectors of a chain in their order. No chain is longer than its table, so one that is runs in a circle. */
export function chainOf(first: number, table: Uint32Array): number[] {
  const chain: number[] = [];
  for (let sector = first; sector < firstMark; sector = table[sector] ?? firstMark) {
    if (sector >= table.length) throw damagedContainer('a part of it is cut off');
    if (chain.length >= table.length) throw damagedContainer('a part of it has no end');
    chain.push(sector);
  }
  return chain;
}

/** The sectors of a file, and the table that says which follows which. */
export class Sectors {
  readonly #file: FileHandle;
  readonly #sectorBytes: number;
  readonly #count: number;
  /** What is left to be read: each byte belongs to one part, and each part is read once or twice. */
  #bytesLeft: number;
  #table: Uint32Array = new Uint32Array();

  constructor(file: FileHandle, sectorBytes: number, fileBytes: number) {
    this.#file = file;
    this.#sectorBytes = sectorBytes;
    this.#count = Math.ceil(fileBytes / sectorBytes) - 1;
    this.#bytesLeft = 3 * (fileBytes + sectorBytes);
  }

  /** Reads the allocation table, whose own sectors are listed in the header and in a chain of sectors. */
  async readTable({ tableSectors, firstExtraTableSector }: CompoundHeader): Promise<void> {
    const entries = this.#sectorBytes / 4;
    const needed = Math.ceil(this.#count / entries);
    const sectors = [...tableSectors];
    for (let next = firstExtraTableSector; next < firstMark && sectors.length < needed; ) {
      const extra = await this.#readSectors([next]);
      for (let index = 0; index < entries - 1; index++) {
        const sector = extra.readUInt32LE(index * 4);
        if (sector < firstMark) sectors.push(sector);
      }
      next = extra.readUInt32LE((entries - 1) * 4);
    }
    this.#table = numbersIn(await this.#readSectors(sectors.slice(0, needed))).subarray(0, this.#count);
  }

  /** @param sizeBytes as declared; the whole chain where it is left out */
  async read(first: number, sizeBytes?: number): Promise<Buffer> {
    if (sizeBytes === 0) return Buffer.alloc(0);
    const chain = chainOf(first, this.#table);
    const wanted = sizeBytes ?? chain.length * this.#sectorBytes;
    if (wanted > chain.length * this.#sectorBytes) throw damagedContainer('a part of it is shorter than it says');
    const bytes = await this.#readSectors(chain.slice(0, Math.ceil(wanted / this.#sectorBytes)));
    return bytes.subarray(0, wanted);
  }

  async readNumbers(first: number): Promise<Uint32Array> {
    return numbersIn(await this.read(first));
  }

  /** Neighbours are read together. What a file lacks of its last sector is zero. */
  async #readSectors(sectors: readonly number[]): Promise<Buffer> {
    if (sectors.some((sector) => sector >= this.#count)) throw damagedContainer('a part of it is cut off');
    const length = sectors.length * this.#sectorBytes;
    this.#bytesLeft -= length;
    if (this.#bytesLeft < 0) throw damagedContainer('parts of it overlap');
    const bytes = Buffer.alloc(length);
    for (let index = 0; index < sectors.length; ) {
      const from = sectors[index] ?? 0;
      let run = 1;
      while (sectors[index + run] === from + run) run++;
      await this.#file.read(bytes, index * this.#sectorBytes, run * this.#sectorBytes, (from + 1) * this.#sectorBytes);
      index += run;
    }
    return bytes;
  }
}

function numbersIn(bytes: Buffer): Uint32Array {
  return Uint32Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readUInt32LE(index * 4));
}
