import type { Database } from '../platform/database.ts';
import { failpoint } from '../platform/failpoints.ts';
import type { BuiltWith } from '../retrieval/built-with.ts';
import { loadVectors, removeUnusedEmbeddings } from '../retrieval/embedding.repository.ts';
import type { IndexCatalog } from '../retrieval/index-catalog.ts';
import type { IndexSpec } from '../retrieval/served-index.ts';
import { addKeywordRows, type KeywordRow, removeKeywordRows } from '../retrieval/keyword-index.ts';
import { claimBuiltWith } from './built-with.repository.ts';
import { requireSameEdits, settleEdits } from './chunk-edit.repository.ts';
import { insertChunks, listPresentChunks, type NewChunk, nextChunkId, removeDocumentChunks } from './chunk.repository.ts';
import type { CuratedChunks } from './curated-chunks.ts';
import type { ParsedDocument } from './document-loader.ts';
import { type PendingVersion, promoteVersion } from './document-version.ts';
import { getStoredVersion } from './document.repository.ts';
import type { DraftChunk } from './draft-chunks.ts';
import { keepIds } from './keep-ids.ts';

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

/** A chunk that is switched off is in no index. */
export function keywordRows(title: string, chunks: readonly Pick<NewChunk, 'id' | 'text' | 'prefix' | 'heading' | 'isEnabled' | 'keywords'>[]): KeywordRow[] {
  return chunks
    .filter(({ isEnabled }) => isEnabled)
    .map(({ id, text, prefix, heading, keywords }) => ({ id, body: text, keywords, context: [title, heading, prefix].filter(Boolean).join(' ') }));
}

/** The ids that stay, where a chunk is found by the same words as before, and new ones for the others. */
function numberChunks(drafts: readonly DraftChunk[], kept: readonly (number | undefined)[], firstId: number): NewChunk[] {
  let next = firstId;
  return drafts.map((draft, index) => ({ ...draft, id: kept[index] ?? next++ }));
}

/**
 * Puts the new chunks in the place of the document's old ones, with their keyword rows, in one transaction:
 * a search sees the whole old version or the whole new one. A chunk that is found as before keeps its id.
 * @throws AppError unavailable when by now the knowledge base is built with something else, or its curators want other chunks
 */
export async function replaceChunks(
  database: Database,
  { document, parsed, readFrom, version }: ChunkSource,
  { drafts, edits, positions }: CuratedChunks,
  builtWith: BuiltWith,
): Promise<ReplacedChunks> {
  return database.writeSql(async (sql) => {
    const { knowledgeBaseId } = document;
    await claimBuiltWith(sql, knowledgeBaseId, builtWith);
    await requireSameEdits(sql, document.id, edits);
    const present = await listPresentChunks(sql, document.id);
    const stored = await getStoredVersion(sql, document.id);
    const kept = stored.title === parsed.title ? keepIds(present, drafts) : [];
    const stays = new Set(kept);
    const removed = present.map(({ id }) => id).filter((id) => !stays.has(id));
    await removeKeywordRows(sql, knowledgeBaseId, removed);
    await removeDocumentChunks(sql, document.id);
    const chunks = numberChunks(drafts, kept, await nextChunkId(sql));
    const added = chunks.filter(({ id }) => !stays.has(id));
    await insertChunks(sql, knowledgeBaseId, document.id, chunks);
    await addKeywordRows(sql, knowledgeBaseId, keywordRows(parsed.title, added));
    await removeUnusedEmbeddings(sql, present.map(({ textHash }) => textHash));
    await settleEdits(sql, edits, positions);
    await promoteVersion(sql, stored, { parsed, readFrom, version, chunkCount: chunks.length });
    failpoint('index.chunks');
    return { added: added.map(({ id }) => id), removed };
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
