import { decodeAs } from '../../platform/text/decode.ts';
import { findStream, type CompoundFile } from '../compound-file/compound-file.ts';
import type { CompoundStorage } from '../compound-file/directory.ts';
import { encodingOfCodePage } from '../rtf/encodings.ts';

const narrowText = '001E';
const wideText = '001F';
const binary = '0102';
const entryBytes = 16;
/** Bytes before the first entry, by what the storage is (MS-OXMSG 2.4.1). */
const headerBytes = { message: 32, innerMessage: 24, other: 8 } as const;

export type StorageKind = keyof typeof headerBytes;
type FixedValue = { type: number; value: Buffer };

/** The properties of a message, a recipient or an attachment (MS-OXMSG 2.4), by their number in four hexadecimal digits. */
export class MessageProperties {
  readonly #file: CompoundFile;
  readonly #storage: CompoundStorage;
  readonly #fixed: ReadonlyMap<number, FixedValue>;
  readonly #encoding: string;

  private constructor(file: CompoundFile, storage: CompoundStorage, fixed: ReadonlyMap<number, FixedValue>, encoding: string) {
    this.#file = file;
    this.#storage = storage;
    this.#fixed = fixed;
    this.#encoding = encoding;
  }

  /** @param encoding of texts that are not Unicode, where the properties do not say it themselves */
  static async read(file: CompoundFile, storage: CompoundStorage, kind: StorageKind, encoding = 'windows-1252'): Promise<MessageProperties> {
    const bytes = await file.readNamed(storage, '__properties_version1.0');
    const fixed = new Map<number, FixedValue>();
    for (let at = headerBytes[kind]; at + entryBytes <= bytes.length; at += entryBytes) {
      fixed.set(bytes.readUInt16LE(at + 2), { type: bytes.readUInt16LE(at), value: bytes.subarray(at + 8, at + entryBytes) });
    }
    const codePage = (fixed.get(0x3ffd) ?? fixed.get(0x3fde))?.value.readInt32LE(0);
    return new MessageProperties(file, storage, fixed, codePage === undefined ? encoding : encodingOfCodePage(codePage));
  }

  get encoding(): string {
    return this.#encoding;
  }

  /** Undefined where it is missing or blank. */
  async text(id: string): Promise<string | undefined> {
    const wide = await this.#stream(id, wideText);
    const text = wide ? wide.toString('utf16le') : decodeAs((await this.#stream(id, narrowText)) ?? Buffer.alloc(0), this.#encoding);
    return text.replace(/\0+$/, '').trim() || undefined;
  }

  /** Undefined where they are missing or none. */
  async bytes(id: string): Promise<Buffer | undefined> {
    return this.#stream(id, binary);
  }

  number(id: string): number | undefined {
    return this.#fixed.get(Number.parseInt(id, 16))?.value.readInt32LE(0);
  }

  /** A moment, counted in tenths of a microsecond from 1601. */
  time(id: string): Date | undefined {
    const ticks = this.#fixed.get(Number.parseInt(id, 16))?.value.readBigUInt64LE(0);
    const date = ticks ? new Date(Number(ticks / 10_000n) + Date.UTC(1601, 0, 1)) : undefined;
    return date && Number.isFinite(date.getTime()) ? date : undefined;
  }

  async #stream(id: string, type: string): Promise<Buffer | undefined> {
    const stream = findStream(this.#storage, `__substg1.0_${id}${type}`);
    return stream && stream.sizeBytes > 0 ? this.#file.read(stream) : undefined;
  }
}
