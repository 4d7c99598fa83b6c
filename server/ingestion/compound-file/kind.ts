import type { FileHandle } from 'node:fs/promises';
import { CompoundFile, findStream } from './compound-file.ts';

/** The stream each program keeps its document in; the first that is there counts. */
const mainStreams: readonly { name: string; mediaType: string }[] = [
  { name: 'EncryptedPackage', mediaType: 'application/x-encrypted-office' },
  { name: 'WordDocument', mediaType: 'application/msword' },
  { name: 'Workbook', mediaType: 'application/vnd.ms-excel' },
  { name: 'Book', mediaType: 'application/vnd.ms-excel' },
  { name: 'PowerPoint Document', mediaType: 'application/vnd.ms-powerpoint' },
  { name: '__properties_version1.0', mediaType: 'application/vnd.ms-outlook' },
];

/** Which program's document a compound file is: by the streams at its root, since a document within it has the same ones further down. */
export async function compoundTypeOf(file: FileHandle): Promise<string> {
  const { root } = await CompoundFile.open(file);
  return mainStreams.find(({ name }) => findStream(root, name))?.mediaType ?? 'application/x-ole-storage';
}
