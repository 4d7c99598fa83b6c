import type { AppContext } from '../../context.ts';
import { insertRows } from '../../ingestion/chunk.repository.ts';
import { keywordRows } from '../../ingestion/index-chunks.ts';
import { failpoint } from '../../platform/failpoints.ts';
import type { Sql, SqlValue } from '../../platform/sql.ts';
import { addKeywordRows } from '../../retrieval/keyword-index.ts';
import { type ArchiveRow, type ArchiveTable, columnsOf, quotedColumns } from '../archive/rows.ts';
import type { NewIds } from './new-ids.ts';
import type { VerifiedKnowledgeBase } from './verify-knowledge-base.ts';

type Row = Record<string, SqlValue>;

const rowsPerTransaction = 200;
const charsPerTransaction = 4 * 1024 * 1024;

/** Slices that are small by their number and by their length. */
async function* slicesOf<Item>(rows: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let slice: Item[] = [];
  let chars = 0;
  for await (const row of rows) {
    slice.push(row);
    for (const value of Object.values(row as object)) if (typeof value === 'string') chars += value.length;
    if (slice.length < rowsPerTransaction && chars < charsPerTransaction) continue;
    yield slice;
    slice = [];
    chars = 0;
  }
  if (slice.length > 0) yield slice;
}

export async function insertArchiveRows(sql: Sql, table: ArchiveTable, rows: readonly Row[], besides: Row = {}): Promise<void> {
  const columns = [...columnsOf(table), ...Object.keys(besides)];
  const values = rows.map((row) => ({ ...row, ...besides }));
  await insertRows(sql, `INTO "${table}" (${quotedColumns(columns)})`, columns.length, values.map((row) => columns.map((column) => row[column] ?? null)));
}

/** Puts the rows of a table in, slice by slice, each in a transaction. */
export async function putRows<Item>(
  { database }: Pick<AppContext, 'database'>,
  rows: AsyncIterable<Item>,
  put: (sql: Sql, slice: Item[]) => Promise<void>,
): Promise<void> {
  for await (const slice of slicesOf(rows)) {
    await database.writeSql(async (sql) => {
      await put(sql, slice);
      failpoint('restore.rows');
    });
  }
}

type Target = { knowledgeBaseId: string; ids: NewIds; /** With another model the vectors are made anew. */ modelKey?: string };

const gone = JSON.stringify({ stage: 'parsing', code: 'not_found', message: 'The original was damaged when it was backed up', hint: 'Upload the file again.' });

function restoredDocument(document: ArchiveRow<'Document'>, { knowledgeBaseId, ids }: Target, damagedOriginals: ReadonlySet<string>): Row {
  const pending = document.pending === null ? undefined : (JSON.parse(document.pending) as { originalId: string });
  const keepsPending = pending && !damagedOriginals.has(pending.originalId);
  const isDamaged = damagedOriginals.has(document.originalId);
  return {
    ...document,
    id: ids.of(document.id),
    knowledgeBaseId,
    originalId: ids.of(document.originalId),
    pending: keepsPending ? JSON.stringify({ ...pending, originalId: ids.of(pending.originalId) }) : null,
    parentId: document.parentId && ids.of(document.parentId),
    folderId: document.folderId && ids.of(document.folderId),
    ...(isDamaged && !keepsPending && { status: 'failed', failure: gone }),
  };
}

/** Everything of a knowledge base but its own row. The chunks go before their vectors: a vector without a chunk may be swept away. */
export async function putKnowledgeBaseRows(context: Pick<AppContext, 'database'>, { rowsOf, damagedOriginals }: VerifiedKnowledgeBase, target: Target): Promise<void> {
  const { knowledgeBaseId, ids, modelKey } = target;
  const titles = new Map<string, string>();
  await putRows(context, rowsOf('WatchedFolder'), (sql, rows) =>
    // It is for the curator to say that a folder of this machine is to be followed.
    insertArchiveRows(sql, 'WatchedFolder', rows.map((row) => ({ ...row, id: ids.of(row.id), knowledgeBaseId })), { isOn: 0 }),
  );
  await putRows(context, rowsOf('Document'), (sql, rows) => {
    for (const { id, title } of rows) titles.set(id, title);
    return insertArchiveRows(sql, 'Document', rows.map((row) => restoredDocument(row, target, damagedOriginals)));
  });
  await putRows(context, rowsOf('ParsedText'), (sql, rows) =>
    insertArchiveRows(sql, 'ParsedText', rows.map((row) => ({ ...row, originalId: ids.of(row.originalId), documentId: ids.of(row.documentId), blocks: Buffer.from(row.blocks, 'base64') }))),
  );
  await putRows(context, rowsOf('ChunkEdit'), (sql, rows) =>
    insertArchiveRows(sql, 'ChunkEdit', rows.map((row) => ({ ...row, id: ids.of(row.id), documentId: ids.of(row.documentId) }))),
  );
  await putRows(context, rowsOf('Chunk'), async (sql, rows) => {
    const chunks = rows.map((row) => ({ ...row, id: ids.ofChunk(row.id), knowledgeBaseId, documentId: ids.of(row.documentId), editId: row.editId && ids.of(row.editId) }));
    await insertArchiveRows(sql, 'Chunk', chunks);
    const keywords = chunks.flatMap(({ isEnabled, heading, ...chunk }, index) =>
      keywordRows(titles.get(rows[index]!.documentId)!, [{ ...chunk, heading: heading ?? undefined, isEnabled: isEnabled === 1 }]),
    );
    await addKeywordRows(sql, knowledgeBaseId, keywords);
  });
  if (modelKey !== undefined) await putRows(context, rowsOf('Embedding'), (sql, rows) => putVectors(sql, knowledgeBaseId, modelKey, rows));
  await putRows(context, rowsOf('Summary'), (sql, rows) =>
    insertArchiveRows(sql, 'Summary', rows.map((row) => ({ ...row, id: ids.of(row.id), knowledgeBaseId, documentId: row.documentId && ids.of(row.documentId), chunkIds: newChunkIds(row.chunkIds, ids) }))),
  );
}

const newChunkIds = (json: string, ids: NewIds) => JSON.stringify((JSON.parse(json) as number[]).map((id) => ids.ofChunk(id)));

/** Vectors that are there already stay; those of texts that no chunk has are left out. */
async function putVectors(sql: Sql, knowledgeBaseId: string, modelKey: string, rows: readonly ArchiveRow<'Embedding'>[]): Promise<void> {
  const values = rows.map(() => '(?, ?)').join(', ');
  await sql.execute(
    `INSERT OR IGNORE INTO "Embedding" ("modelKey", "textHash", "vector") SELECT ?, given.column1, given.column2 FROM (VALUES ${values}) AS given
     WHERE EXISTS (SELECT 1 FROM "Chunk" WHERE "Chunk"."textHash" = given.column1 AND "Chunk"."knowledgeBaseId" = ?)`,
    [modelKey, ...rows.flatMap(({ textHash, vector }) => [textHash, Buffer.from(vector, 'base64')]), knowledgeBaseId],
  );
}
