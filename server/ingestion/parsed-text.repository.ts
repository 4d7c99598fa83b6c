import { gunzipSync, gzipSync } from 'node:zlib';
import type { Transaction } from '../platform/database.ts';
import type { Block, ParsedDocument } from './document-loader.ts';

/** Where the text of an original is kept that was read once more, until the chunks made of it replace the present ones. */
export const rereadId = (originalId: string) => `${originalId}.reread`;

/** Of a text that was kept by an earlier release there are the blocks alone. */
type KeptStructure = Block[] | Pick<ParsedDocument, 'blocks' | 'metadata' | 'columns'>;

export async function saveParsedText(transaction: Transaction, documentId: string, originalId: string, parsed: ParsedDocument): Promise<void> {
  const data = {
    title: parsed.title,
    text: parsed.text,
    blocks: gzipSync(JSON.stringify({ blocks: parsed.blocks, metadata: parsed.metadata, columns: parsed.columns } satisfies KeptStructure)) as Uint8Array<ArrayBuffer>,
    pageCount: parsed.pageCount ?? null,
    notes: JSON.stringify(parsed.notes),
  };
  await transaction.parsedText.upsert({ where: { originalId }, create: { originalId, documentId, ...data }, update: data });
}

/** What was read from an original, without its parts, which have become documents. */
export async function findParsedText({ client }: { client: Pick<Transaction, 'parsedText'> }, originalId: string): Promise<ParsedDocument | undefined> {
  const row = await client.parsedText.findUnique({ where: { originalId } });
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

/** From now on the text kept under `from` is that of the document's original `to`; only that of a `pending` version stays beside it. */
export async function promoteParsedText(transaction: Transaction, documentId: string, { from, to, pending }: { from: string; to: string; pending?: string }): Promise<void> {
  const kept = pending === undefined ? [from] : [from, pending];
  await transaction.parsedText.deleteMany({ where: { documentId, originalId: { notIn: kept } } });
  if (from !== to) await transaction.parsedText.update({ where: { originalId: from }, data: { originalId: to } });
}
