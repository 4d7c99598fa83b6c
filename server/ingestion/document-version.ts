import { z } from 'zod';
import type { Metadata } from '#contracts/document-filter';
import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import type { Transaction } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { unmatchedNotes } from './chunk-edit.repository.ts';
import type { ParsedDocument } from './document-loader.ts';
import { mergeMetadata, metadataOf } from './document-metadata.ts';
import { findParsedText, promoteParsedText } from './parsed-text.repository.ts';

/** A newer original of a document that is being taken in, while the present one answers. */
export const PendingVersion = z.object({
  originalId: z.string(),
  /** SHA-256, in hexadecimal. */
  contentHash: z.string(),
  sizeBytes: z.number().int(),
  mediaType: z.string(),
});
export type PendingVersion = z.infer<typeof PendingVersion>;

export function findPendingVersion(document: Pick<DocumentRow, 'pending'>): PendingVersion | undefined {
  return document.pending === null ? undefined : PendingVersion.parse(JSON.parse(document.pending));
}

/** The original to take in: the newer one where there is one. */
export function versionToIngest(document: DocumentRow): PendingVersion {
  const { originalId, contentHash, sizeBytes, mediaType } = document;
  return findPendingVersion(document) ?? { originalId, contentHash, sizeBytes, mediaType };
}

/** Files that belong to the document. */
export function originalIdsOf(document: Pick<DocumentRow, 'originalId' | 'pending'>): string[] {
  return [document.originalId, findPendingVersion(document)?.originalId].filter((id) => id !== undefined);
}

/**
 * From now on the document is what was read from this version of it.
 * @throws AppError unavailable when a newer one came while it was read
 */
export async function promoteVersion(
  transaction: Transaction,
  id: string,
  { parsed, readFrom, version, chunkCount }: { parsed: ParsedDocument; readFrom: string; version: PendingVersion; chunkCount: number },
): Promise<void> {
  const row = await transaction.document.findUniqueOrThrow({ where: { id } });
  const pending = findPendingVersion(row)?.originalId;
  const isNewer = row.originalId !== version.originalId;
  if (isNewer && pending !== version.originalId) throw new AppError('unavailable', 'A newer version came while this one was read');
  const before = readFrom === row.originalId ? parsed : await findParsedText({ client: transaction }, row.originalId);
  const metadata = mergeMetadata(JSON.parse(row.metadata) as Metadata, before ? metadataOf(before) : {}, metadataOf(parsed));
  await promoteParsedText(transaction, id, { from: readFrom, to: version.originalId, pending });
  const { title, pageCount, text, notes } = parsed;
  const allNotes = [...notes, ...(await unmatchedNotes(transaction, id))];
  const described = { title, pageCount: pageCount ?? null, charCount: text.length, notes: JSON.stringify(allNotes), metadata: JSON.stringify(metadata), chunkCount };
  await transaction.document.update({
    where: { id },
    data: { ...described, ...(isNewer && { ...PendingVersion.parse(version), pending: null, version: { increment: 1 } }) },
  });
}

/** What is said beside the document after one of its edits changed. */
export async function refreshNotes(transaction: Transaction, id: string): Promise<void> {
  const { originalId } = await transaction.document.findUniqueOrThrow({ where: { id } });
  const parsed = await transaction.parsedText.findUnique({ where: { originalId }, select: { notes: true } });
  const notes = [...(parsed ? (JSON.parse(parsed.notes) as string[]) : []), ...(await unmatchedNotes(transaction, id))];
  await transaction.document.update({ where: { id }, data: { notes: JSON.stringify(notes) } });
}
