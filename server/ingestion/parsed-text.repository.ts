import { gunzipSync, gzipSync } from 'node:zlib';
import type { Database, Transaction } from '../platform/database.ts';
import type { Block, ParsedDocument } from './document-loader.ts';

/** Where the text of an original is kept that was read once more, until the chunks made of it replace the present ones. */
export const rereadId = (originalId: string) => `${originalId}.reread`;

export async function saveParsedText(transaction: Transaction, documentId: string, originalId: string, parsed: ParsedDocument): Promise<void> {
  const data = {
    title: parsed.title,
    text: parsed.text,
    blocks: gzipSync(JSON.stringify(parsed.blocks)) as Uint8Array<ArrayBuffer>,
    pageCount: parsed.pageCount ?? null,
    notes: JSON.stringify(parsed.notes),
  };
  await transaction.parsedText.upsert({ where: { originalId }, create: { originalId, documentId, ...data }, update: data });
}

/** What was read from an original, without its parts, which have become documents. */
export async function findParsedText(database: Database, originalId: string): Promise<ParsedDocument | undefined> {
  const row = await database.client.parsedText.findUnique({ where: { originalId } });
  if (!row) return undefined;
  return {
    title: row.title,
    text: row.text,
    blocks: JSON.parse(gunzipSync(row.blocks).toString('utf8')) as Block[],
    pageCount: row.pageCount ?? undefined,
    notes: JSON.parse(row.notes) as string[],
  };
}

/** From now on the text kept under `from` is that of the document's original `to`; only that of a `pending` version stays beside it. */
export async function promoteParsedText(transaction: Transaction, documentId: string, { from, to, pending }: { from: string; to: string; pending?: string }): Promise<void> {
  const kept = pending === undefined ? [from] : [from, pending];
  await transaction.parsedText.deleteMany({ where: { documentId, originalId: { notIn: kept } } });
  if (from !== to) await transaction.parsedText.update({ where: { originalId: from }, data: { originalId: to } });
}
