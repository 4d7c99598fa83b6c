import type { Database, Transaction } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { changeChunk, type ChangeContext } from './change-chunk.ts';
import { findDocumentToIngest } from './document.repository.ts';
import { describeText, type DraftChunk } from './draft-chunks.ts';

/** The summary of the whole document with these bytes, asked for without a wish of its own; undefined when there is none. */
export async function findIndexedSummary(database: Database, { id, contentHash }: { id: string; contentHash: string }): Promise<string | undefined> {
  const row = await database.client.summary.findFirst({
    where: { documentId: id, sourceHash: contentHash, instructions: '', chunkIds: '[]' },
    orderBy: { createdAt: 'desc' },
  });
  return row?.text;
}

/** A summary among the chunks of its document: it is found, and leads to them, but stands for no span. */
export function draftSummary(text: string, position: number): DraftChunk {
  return { ...describeText(text, ''), position, origin: 'summary', isEnabled: true, start: 0, end: 0 };
}

/**
 * Removes a summary together with its chunk, if it has one.
 * @throws AppError not_ready while the document is worked on, for its chunks are then being made with the summary
 */
export async function removeSummaryWithChunk(context: ChangeContext, { id, documentId, text }: { id: string; documentId: string; text: string }, signal: AbortSignal): Promise<void> {
  const document = await findDocumentToIngest(context.database, documentId);
  const present = await context.database.client.chunk.findFirst({ where: { documentId, origin: 'summary', text } });
  const remove = (transaction: Transaction) => transaction.summary.deleteMany({ where: { id } });
  if (document && present) await changeChunk(context, { document, present, keep: async (transaction) => void (await remove(transaction)) }, signal);
  else await context.database.write(remove);
}

/**
 * Brings the chunk of the document's summary up to what the summaries say now. While the document is worked on nothing
 * is done: whoever makes its chunks then takes the summary along.
 */
export async function moveSummaryChunk(context: ChangeContext, documentId: string, signal: AbortSignal): Promise<void> {
  const document = await findDocumentToIngest(context.database, documentId);
  if (!document) return;
  const present = (await context.database.client.chunk.findFirst({ where: { documentId, origin: 'summary' } })) ?? undefined;
  const text = await findIndexedSummary(context.database, document);
  if (text === present?.text) return;
  const draft = text === undefined ? undefined : draftSummary(text, present?.position ?? document.chunkCount);
  try {
    await changeChunk(context, { document, present, draft, keep: async () => {} }, signal);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_ready') throw error;
  }
}
