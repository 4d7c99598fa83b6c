import type { FileHandle } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { AppError } from '../platform/errors.ts';

const endRecordBytes = 22;
const maxCommentBytes = 0xffff;
const centralHeaderBytes = 46;
const localHeaderBytes = 30;
const maxDirectoryBytes = 16 * 1024 * 1024;

export const maxZipEntries = 20_000;

/** One file of a zip as its central directory describes it. Nothing here is to be believed before it was checked. */
export type ZipEntry = {
  name: string;
  /** As it is stored: old programs wrote names in the code page of their machine. */
  nameBytes: Buffer;
  isSymbolicLink: boolean;
  encrypted: boolean;
  /** 0 stored, 8 deflated. */
  method: number;
  compressedBytes: number;
  declaredBytes: number;
  localHeaderOffset: number;
};

export function damagedContainer(reason: string): AppError {
  return new AppError('unsupported', `The file is damaged: ${reason}`, {
    hint: 'Open it in the program it was made with, save it again and upload the new copy.',
  });
}

/**
 * Entries of a zip file, from its central directory alone (APPNOTE.TXT 4.3.12 and 4.3.16). ZIP64 is not read: no document needs it.
 * @throws AppError unsupported, when the directory is missing, cut off or lists too many entries
 */
export async function readZipDirectory(file: FileHandle): Promise<ZipEntry[]> {
  const { size } = await file.stat();
  const tail = await readAt(file, Math.max(0, size - endRecordBytes - maxCommentBytes), Math.min(size, endRecordBytes + maxCommentBytes));
  const end = tail.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  if (end < 0 || end + endRecordBytes > tail.length) throw damagedContainer('the end of the container is missing');
  const count = tail.readUInt16LE(end + 10);
  const bytes = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  if (count > maxZipEntries) throw new AppError('unsupported', `The container holds ${count} files`, { hint: `At most ${maxZipEntries} are read.` });
  if (bytes > maxDirectoryBytes || offset + bytes > size) throw damagedContainer('its table of contents is cut off');
  return parseDirectory(await readAt(file, offset, bytes), count);
}

/** Where the data of an entry begins. The local header repeats the name, and must agree with the directory. */
export async function dataOffsetOf(file: FileHandle, entry: ZipEntry): Promise<number> {
  const header = await readAt(file, entry.localHeaderOffset, localHeaderBytes);
  if (header.length < localHeaderBytes || header.readUInt32LE(0) !== 0x04034b50) throw damagedContainer(`"${entry.name}" is not where it should be`);
  const nameBytes = header.readUInt16LE(26);
  const name = await readAt(file, entry.localHeaderOffset + localHeaderBytes, nameBytes);
  if (name.toString('utf8') !== entry.name) throw damagedContainer(`"${entry.name}" has two names`);
  return entry.localHeaderOffset + localHeaderBytes + nameBytes + header.readUInt16LE(28);
}

/** Unpacks an entry of a container that was checked. */
export async function readZipEntry(file: FileHandle, entry: ZipEntry): Promise<Buffer> {
  const stored = await readAt(file, await dataOffsetOf(file, entry), entry.compressedBytes);
  return entry.method === 0 || stored.length === 0 ? stored : inflateRawSync(stored, { maxOutputLength: Math.max(1, entry.declaredBytes) });
}

function parseDirectory(directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let offset = 0;
  for (let index = 0; index < count; index++) {
    if (offset + centralHeaderBytes > directory.length || directory.readUInt32LE(offset) !== 0x02014b50) {
      throw damagedContainer('its table of contents is broken');
    }
    const nameLength = directory.readUInt16LE(offset + 28);
    const nameBytes = directory.subarray(offset + centralHeaderBytes, offset + centralHeaderBytes + nameLength);
    const extraBytes = directory.readUInt16LE(offset + 30);
    const commentBytes = directory.readUInt16LE(offset + 32);
    entries.push({
      name: nameBytes.toString('utf8'),
      nameBytes,
      // The mode of Unix is in the upper half of the external attributes (4.4.15).
      isSymbolicLink: (directory.readUInt32LE(offset + 38) >>> 28) === 0o12,
      encrypted: (directory.readUInt16LE(offset + 8) & 1) === 1,
      method: directory.readUInt16LE(offset + 10),
      compressedBytes: directory.readUInt32LE(offset + 20),
      declaredBytes: directory.readUInt32LE(offset + 24),
      localHeaderOffset: directory.readUInt32LE(offset + 42),
    });
    offset += centralHeaderBytes + nameLength + extraBytes + commentBytes;
  }
  return entries;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
