import type { Splitting } from '#contracts/splitting';
import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import type { Database } from '../platform/database.ts';
import type { ParsedDocument } from './document-loader.ts';
import { keepBorders } from './keep-borders.ts';
import { findParsedText } from './parsed-text.repository.ts';
import type { ParserPool } from './parser-pool.ts';
import type { ChunkSpan } from './text-splitter.ts';

/** What is put before a chunk comes from further up in the text, so such chunks are not split by parts. */
const isSplitByParts = ({ splitter, titleEnhancement, headingPrefix }: Splitting) => !titleEnhancement && !headingPrefix && splitter !== 'table-aware';

/** The chunks of a newer version of a document: as few of them new as what changed asks for. */
export async function settleBorders(
  { database, parsers }: { database: Database; parsers: ParserPool },
  { id, originalId, hasCustomChunks }: DocumentRow,
  { parsed, spans }: { parsed: ParsedDocument; spans: ChunkSpan[] },
  splitting: Splitting,
  signal: AbortSignal,
): Promise<readonly ChunkSpan[]> {
  const before = hasCustomChunks || !isSplitByParts(splitting) ? undefined : await findParsedText(database, originalId);
  if (!before) return spans;
  const rows = await database.client.chunk.findMany({ where: { documentId: id }, orderBy: { position: 'asc' }, select: { start: true, end: true, origin: true, editId: true } });
  const present = rows.filter(({ origin, editId }) => origin === 'edited' || (origin === 'document' && editId === null));
  return keepBorders({ text: before.text, present }, parsed, spans, (part) => parsers.split(part, splitting, signal));
}
