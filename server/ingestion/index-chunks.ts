import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Database, Transaction } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { failpoint } from '../platform/failpoints.ts';
import { analyze, scriptOf, termCount } from '../platform/text/terms.ts';
import { type BuiltWith, parseBuiltWith } from '../retrieval/built-with.ts';
import { loadVectors, removeUnusedEmbeddings } from '../retrieval/embedding.repository.ts';
import type { IndexCatalog } from '../retrieval/index-catalog.ts';
import type { IndexSpec } from '../retrieval/served-index.ts';
import { addKeywordRows, removeKeywordRows } from '../retrieval/keyword-index.ts';
import { chunkPlace } from './chunk-place.ts';
import { insertChunks, listDocumentChunkIds, type NewChunk, nextChunkId, removeDocumentChunks } from './chunk.repository.ts';
import type { ParsedDocument } from './document-loader.ts';
import { type PendingVersion, promoteVersion } from './document-version.ts';
import type { ChunkSpan } from './text-splitter.ts';

const chunksPerBreath = 50;

export type DraftChunk = Omit<NewChunk, 'id'>;

export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The chunks as rows, still without ids. Lets other work in between while it counts terms. */
export async function draftChunks(document: ParsedDocument, spans: readonly ChunkSpan[]): Promise<DraftChunk[]> {
  const drafts: DraftChunk[] = [];
  for (const [position, span] of spans.entries()) {
    if (position % chunksPerBreath === chunksPerBreath - 1) await breathe();
    const text = document.text.slice(span.start, span.end);
    const prefix = span.prefix ?? '';
    const terms = analyze(text);
    drafts.push({
      position,
      text,
      textHash: hashText(prefix + text),
      prefix,
      place: chunkPlace(document.blocks, span),
      origin: 'document',
      isEnabled: true,
      page: span.page,
      start: span.start,
      end: span.end,
      heading: span.headingPath?.join(' > '),
      termCount: termCount(terms),
      script: scriptOf(terms),
    });
  }
  return drafts;
}

/** The first document decides what the knowledge base is built with; a later one made for anything else has to be made anew. */
async function claimBuiltWith(transaction: Transaction, id: string, builtWith: BuiltWith): Promise<void> {
  const present = parseBuiltWith((await transaction.knowledgeBase.findUniqueOrThrow({ where: { id } })).builtWith);
  if (present && JSON.stringify(present) !== JSON.stringify(builtWith)) {
    throw new AppError('unavailable', 'The knowledge base was rebuilt while the document was read');
  }
  await transaction.knowledgeBase.update({ where: { id }, data: { revision: { increment: 1 }, builtWith: JSON.stringify(builtWith) } });
}

/** What the new chunks were made from. */
export type ChunkSource = {
  document: { id: string; knowledgeBaseId: string };
  parsed: ParsedDocument;
  /** Where the text is kept that was read. */
  readFrom: string;
  /** The original it was read from. */
  version: PendingVersion;
};

export type ReplacedChunks = { added: number[]; removed: number[] };

/**
 * Puts the new chunks in the place of the document's old ones, with their keyword rows, in one transaction:
 * a search sees the whole old version or the whole new one.
 * @throws AppError unavailable when the knowledge base is built with something else by now
 */
export async function replaceChunks(
  database: Database,
  { document, parsed, readFrom, version }: ChunkSource,
  drafts: readonly DraftChunk[],
  builtWith: BuiltWith,
): Promise<ReplacedChunks> {
  return database.write(async (transaction, sql) => {
    const { knowledgeBaseId } = document;
    await claimBuiltWith(transaction, knowledgeBaseId, builtWith);
    const removed = await listDocumentChunkIds(sql, document.id);
    const oldTexts = await transaction.chunk.findMany({ where: { documentId: document.id }, select: { textHash: true } });
    await removeKeywordRows(sql, knowledgeBaseId, removed);
    await removeDocumentChunks(sql, document.id);
    const firstId = await nextChunkId(sql);
    const chunks = drafts.map((draft, index) => ({ ...draft, id: firstId + index }));
    await insertChunks(sql, knowledgeBaseId, document.id, chunks);
    await addKeywordRows(
      sql,
      knowledgeBaseId,
      chunks.map(({ id, text, prefix, heading }) => ({ id, body: text, context: [parsed.title, heading, prefix].filter(Boolean).join(' ') })),
    );
    await removeUnusedEmbeddings(sql, oldTexts.map(({ textHash }) => textHash));
    await promoteVersion(transaction, document.id, { parsed, readFrom, version, chunkCount: chunks.length });
    failpoint('index.chunks');
    return { added: chunks.map(({ id }) => id), removed };
  });
}

/** The vector index follows the rows. Should the process end in between, the catalog makes it follow when it opens it next. */
export async function moveIndexEntries(
  { database, indexes }: { database: Database; indexes: IndexCatalog },
  knowledgeBase: IndexSpec,
  added: readonly number[],
  removed: readonly number[],
): Promise<void> {
  await indexes.remove(knowledgeBase, removed);
  await indexes.upsert(knowledgeBase, await loadVectors(database.sql, knowledgeBase.modelKey, added));
}
