import { open, type FileHandle } from 'node:fs/promises';
import { declaredEncoding, decodeText } from '../platform/text/decode.ts';
import { checkContainer } from './container-check.ts';
import { readZipDirectory, readZipEntry, type ZipEntry } from './zip-directory.ts';

/** The parts of a zip that was checked, each unpacked when it is asked for. */
export class Container {
  readonly #file: FileHandle;
  readonly #entries: ReadonlyMap<string, ZipEntry>;

  constructor(file: FileHandle, entries: readonly ZipEntry[]) {
    this.#file = file;
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Empty where there is no such part. */
  async readBytes(name: string): Promise<Buffer> {
    const entry = this.#entries.get(name);
    return entry ? readZipEntry(this.#file, entry) : Buffer.alloc(0);
  }

  /** Empty where there is no such part. */
  async readText(name: string): Promise<string> {
    const bytes = await this.readBytes(name);
    return decodeText(bytes, declaredEncoding(bytes)).text;
  }
}

/** Checks a zip, then lends its parts to `read`. @throws AppError unsupported, saying what is wrong with the container */
export async function withContainer<Result>(path: string, read: (container: Container) => Promise<Result>): Promise<Result> {
  await checkContainer(path);
  const file = await open(path, 'r');
  try {
    return await read(new Container(file, await readZipDirectory(file)));
  } finally {
    await file.close();
  }
}
