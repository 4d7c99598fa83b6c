import { z } from 'zod';
import type { Metadata } from '#contracts/document-filter';
import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import { AppError } from '../platform/errors.ts';
import type { Sql } from '../platform/sql.ts';
import { unmatchedNotes } from './chunk-edit.repository.ts';
import type { ParsedDocument } from './document-loader.ts';
import { mergeMetadata, metadataOf } from './document-metadata.ts';
import { type StoredVersion, updateDocument } from './document.repository.ts';
import { findParsedText, listParsedNotes, promoteParsedText } from './parsed-text.repository.ts';

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

/** What the document says of itself now, under what its curators changed since it said what is stored. */
async function describe(sql: Sql, stored: StoredVersion, { parsed, readFrom }: { parsed: ParsedDocument; readFrom: string }): Promise<Metadata> {
  const now = metadataOf(parsed);
  if (readFrom === stored.originalId) return mergeMetadata(JSON.parse(stored.metadata) as Metadata, now, now);
  const before = await findParsedText({ sql }, stored.originalId);
  return mergeMetadata(JSON.parse(stored.metadata) as Metadata, before ? metadataOf(before) : {}, now);
}

/**
 * From now on the document is what was read from this version of it.
 * @throws AppError unavailable when a newer one came while it was read
 */
export async function promoteVersion(
  sql: Sql,
  stored: StoredVersion,
  { parsed, readFrom, version, chunkCount }: { parsed: ParsedDocument; readFrom: string; version: PendingVersion; chunkCount: number },
): Promise<void> {
  const { id } = stored;
  const pending = findPendingVersion(stored)?.originalId;
  const isNewer = stored.originalId !== version.originalId;
  if (isNewer && pending !== version.originalId) throw new AppError('unavailable', 'A newer version came while this one was read');
  const metadata = await describe(sql, stored, { parsed, readFrom });
  await promoteParsedText(sql, id, { from: readFrom, to: version.originalId, pending });
  const { title, pageCount, text, notes } = parsed;
  const allNotes = [...notes, ...(await unmatchedNotes(sql, id))];
  const described = { title, pageCount: pageCount ?? null, charCount: text.length, notes: JSON.stringify(allNotes), metadata: JSON.stringify(metadata), chunkCount };
  await updateDocument(sql, id, { ...described, ...(isNewer && { ...PendingVersion.parse(version), pending: null, version: stored.version + 1 }) });
}

/** What is said beside the document after one of its edits changed. */
export async function refreshNotes(sql: Sql, id: string): Promise<void> {
  const notes = [...(await listParsedNotes(sql, id)), ...(await unmatchedNotes(sql, id))];
  await updateDocument(sql, id, { notes: JSON.stringify(notes) });
}
