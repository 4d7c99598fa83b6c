import { gunzipSync, gzipSync } from 'node:zlib';
import type { Sql } from '../platform/sql.ts';
import type { Block, ParsedDocument } from './document-loader.ts';

/** Where the text of an original is kept that was read once more, until the chunks made of it replace the present ones. */
export const rereadId = (originalId: string) => `${originalId}.reread`;

type Row = { title: string; text: string; blocks: Uint8Array; pageCount: number | null; notes: string };

/** Of a text that was kept by an earlier release there are the blocks alone. */
type KeptStructure = Block[] | Pick<ParsedDocument, 'blocks' | 'metadata' | 'columns'>;

export async function saveParsedText(sql: Sql, documentId: string, originalId: string, parsed: ParsedDocument): Promise<void> {
  const { title, text, blocks, metadata, columns, pageCount, notes } = parsed;
  const structure = gzipSync(JSON.stringify({ blocks, metadata, columns } satisfies KeptStructure));
  await sql.execute(
    `INSERT INTO "ParsedText" ("originalId", "documentId", title, text, blocks, "pageCount", notes) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT ("originalId") DO UPDATE SET title = excluded.title, text = excluded.text, blocks = excluded.blocks, "pageCount" = excluded."pageCount", notes = excluded.notes`,
    [originalId, documentId, title, text, structure, pageCount ?? null, JSON.stringify(notes)],
  );
}

/** What was read from an original, without its parts, which have become documents. */
export async function findParsedText({ sql }: { sql: Sql }, originalId: string): Promise<ParsedDocument | undefined> {
  const [row] = await sql.query<Row>('SELECT title, text, blocks, "pageCount", notes FROM "ParsedText" WHERE "originalId" = ?', [originalId]);
  if (!row) return undefined;
  const kept = JSON.parse(gunzipSync(row.blocks).toString('utf8')) as KeptStructure;
  return {
    title: row.title,
    text: row.text,
    ...(Array.isArray(kept) ? { blocks: kept } : kept),
    pageCount: row.pageCount ?? undefined,
    notes: JSON.parse(row.notes) as string[],
  };
}

/** What is said beside a document by its present text. */
export async function listParsedNotes(sql: Sql, documentId: string): Promise<string[]> {
  const [row] = await sql.query<Pick<Row, 'notes'>>('SELECT notes FROM "ParsedText" WHERE "originalId" = (SELECT "originalId" FROM "Document" WHERE id = ?)', [documentId]);
  return row ? (JSON.parse(row.notes) as string[]) : [];
}

/** From now on the text kept under `from` is that of the document's original `to`; only that of a `pending` version stays beside it. */
export async function promoteParsedText(sql: Sql, documentId: string, { from, to, pending }: { from: string; to: string; pending?: string }): Promise<void> {
  await sql.execute('DELETE FROM "ParsedText" WHERE "documentId" = ? AND "originalId" NOT IN (?, ?)', [documentId, from, pending ?? from]);
  if (from !== to) await sql.execute('UPDATE "ParsedText" SET "originalId" = ? WHERE "originalId" = ?', [to, from]);
}
