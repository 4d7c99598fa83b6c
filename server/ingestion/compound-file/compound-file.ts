import { open, type FileHandle } from 'node:fs/promises';
import { tooMuch } from '../document-writer.ts';
import { damagedContainer } from '../zip-directory.ts';
import { readCompoundDirectory, type CompoundStorage, type CompoundStream } from './directory.ts';
import { chainOf, readCompoundHeader, Sectors, type CompoundHeader } from './sectors.ts';

const maxFileBytes = 256 * 1024 * 1024;
/** Shorter streams stand in the mini stream, in sectors of 64 bytes. */
const miniStreamCutoffBytes = 4096;
const miniSectorBytes = 64;

/** A file of files, as Office wrote before 2007 (MS-CFB). Each stream is read when it is asked for. */
export class CompoundFile {
  readonly root: CompoundStorage;
  readonly #sectors: Sectors;
  readonly #header: CompoundHeader;
  readonly #miniStream: CompoundStream;
  #mini: { bytes: Buffer; table: Uint32Array } | undefined;

  private constructor(root: CompoundStorage, miniStream: CompoundStream, sectors: Sectors, header: CompoundHeader) {
    this.root = root;
    this.#miniStream = miniStream;
    this.#sectors = sectors;
    this.#header = header;
  }

  /** @throws AppError unsupported, when the file is damaged */
  static async open(file: FileHandle): Promise<CompoundFile> {
    const { size } = await file.stat();
    if (size > maxFileBytes) throw tooMuch(`more than ${maxFileBytes / 1024 / 1024} MB`);
    const header = await readCompoundHeader(file);
    const sectors = new Sectors(file, header.sectorBytes, size);
    await sectors.readTable(header);
    const { root, miniStream } = readCompoundDirectory(await sectors.read(header.firstDirectorySector), header.sectorBytes > 512);
    return new CompoundFile(root, miniStream, sectors, header);
  }

  async read(stream: CompoundStream): Promise<Buffer> {
    if (stream.sizeBytes >= miniStreamCutoffBytes) return this.#sectors.read(stream.firstSector, stream.sizeBytes);
    this.#mini ??= {
      bytes: await this.#sectors.read(this.#miniStream.firstSector, this.#miniStream.sizeBytes),
      table: await this.#sectors.readNumbers(this.#header.firstMiniTableSector),
    };
    return readMini(stream, this.#mini);
  }

  /** Empty where the storage holds no stream of this name. */
  async readNamed(storage: CompoundStorage, name: string): Promise<Buffer> {
    const stream = findStream(storage, name);
    return stream ? this.read(stream) : Buffer.alloc(0);
  }
}

export function findStream(storage: CompoundStorage, name: string): CompoundStream | undefined {
  return storage.streams.find((stream) => stream.name.toLowerCase() === name.toLowerCase());
}

/** Opens a compound file and lends it to `read`. @throws AppError unsupported, saying what is wrong with it */
export async function withCompoundFile<Result>(path: string, read: (file: CompoundFile) => Promise<Result>): Promise<Result> {
  const handle = await open(path, 'r');
  try {
    return await read(await CompoundFile.open(handle));
  } catch (error) {
    // Buffers check every offset a record gives.
    if (error instanceof RangeError && 'code' in error && /OUT_OF_(RANGE|BOUNDS)/.test(String(error.code))) throw damagedContainer('a part of it is cut off');
    throw error;
  } finally {
    await handle.close();
  }
}

function readMini({ firstSector, sizeBytes }: CompoundStream, { bytes, table }: { bytes: Buffer; table: Uint32Array }): Buffer {
  if (sizeBytes === 0) return Buffer.alloc(0);
  const chain = chainOf(firstSector, table).slice(0, Math.ceil(sizeBytes / miniSectorBytes));
  const pieces = chain.map((sector) => bytes.subarray(sector * miniSectorBytes, (sector + 1) * miniSectorBytes));
  const whole = Buffer.concat(pieces);
  if (whole.length < sizeBytes) throw damagedContainer('a part of it is shorter than it says');
  return whole.subarray(0, sizeBytes);
}
