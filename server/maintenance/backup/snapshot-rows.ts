import type { Snapshot } from '../../platform/snapshot.ts';
import { searchEngineKeyPrefix } from '../../search-engines/search-engine.repository.ts';
import type { SqlValue } from '../../platform/sql.ts';
import { withoutSecrets } from '../../tools/servers/sealed-transport.ts';
import { StoredTransport } from '../../tools/servers/tool-server.repository.ts';
import { translatorKeySetting } from '../../translation/translator-key.ts';
import { type ArchiveRow, type ArchiveTable, columnsOf, quotedColumns } from '../archive/rows.ts';

type Selection = { from: string; where: string; params: SqlValue[]; rowsPerQuery: number };

const ofDocuments = '"documentId" IN (SELECT id FROM "Document" WHERE "knowledgeBaseId" = ?)';
const rowsPerQuery = 500;

/** Which rows belong to a knowledge base. All are read in the order of their row numbers, each table once. */
function selectionOf(table: ArchiveTable, knowledgeBaseId: string): Selection {
  const params = [knowledgeBaseId];
  switch (table) {
    case 'KnowledgeBase':
      return { from: `"${table}"`, where: 'id = ?', params, rowsPerQuery };
    case 'ParsedText':
      // A text may be very long. One that a rebuild is reading again is not the document's yet.
      return { from: `"${table}" NOT INDEXED`, where: `${ofDocuments} AND "originalId" NOT LIKE '%.reread'`, params, rowsPerQuery: 1 };
    case 'ChunkEdit':
      return { from: `"${table}" NOT INDEXED`, where: ofDocuments, params, rowsPerQuery };
    case 'Chunk':
      return { from: `"${table}"`, where: '"knowledgeBaseId" = ?', params, rowsPerQuery };
    default:
      return { from: `"${table}" NOT INDEXED`, where: '"knowledgeBaseId" = ?', params, rowsPerQuery };
  }
}

const withBytesAsText = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value]));

async function* readRows<Table extends ArchiveTable>(snapshot: Snapshot, table: Table, selection: Selection): AsyncGenerator<ArchiveRow<Table>> {
  const { from, where, params } = selection;
  const query = `SELECT rowid AS "row number", ${quotedColumns(columnsOf(table))} FROM ${from} WHERE ${where} AND rowid > ? ORDER BY rowid LIMIT ${selection.rowsPerQuery}`;
  for (let last = 0; ; ) {
    const rows = await snapshot.query<Record<string, unknown>>(query, [...params, last]);
    for (const { 'row number': rowNumber, ...row } of rows) {
      last = Number(rowNumber);
      yield withBytesAsText(row) as ArchiveRow<Table>;
    }
    if (rows.length < selection.rowsPerQuery) return;
  }
}

export function readKnowledgeBaseRows<Table extends ArchiveTable>(snapshot: Snapshot, table: Table, knowledgeBaseId: string): AsyncGenerator<ArchiveRow<Table>> {
  return readRows(snapshot, table, selectionOf(table, knowledgeBaseId));
}

export async function* readSystemRows<Table extends ArchiveTable>(snapshot: Snapshot, table: Table): AsyncGenerator<ArchiveRow<Table>> {
  const where = table === 'Setting' ? `key NOT LIKE '${searchEngineKeyPrefix}%' AND key <> '${translatorKeySetting}'` : 'true';
  for await (const row of readRows(snapshot, table, { from: `"${table}" NOT INDEXED`, where, params: [], rowsPerQuery })) {
    yield 'transport' in row ? { ...row, transport: JSON.stringify(withoutSecrets(StoredTransport.parse(JSON.parse(row.transport)))) } : row;
  }
}

/** The vectors that the chunks are found by now; those that grow beside them for a rebuild are made again. */
export async function* readVectorRows(snapshot: Snapshot, knowledgeBaseId: string, modelKey: string): AsyncGenerator<ArchiveRow<'Embedding'>> {
  for (let last = ''; ; ) {
    const rows = await snapshot.query<{ textHash: string; vector: Uint8Array }>(
      `SELECT "textHash", vector FROM "Embedding" WHERE "modelKey" = ? AND "textHash" > ?
       AND EXISTS (SELECT 1 FROM "Chunk" WHERE "Chunk"."textHash" = "Embedding"."textHash" AND "Chunk"."knowledgeBaseId" = ?)
       ORDER BY "textHash" LIMIT ${rowsPerQuery}`,
      [modelKey, last, knowledgeBaseId],
    );
    for (const { textHash, vector } of rows) {
      last = textHash;
      yield { textHash, vector: Buffer.from(vector).toString('base64') };
    }
    if (rows.length < rowsPerQuery) return;
  }
}
