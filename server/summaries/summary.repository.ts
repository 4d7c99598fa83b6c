import type { Summary } from '#contracts/summary';
import type { Prisma, Summary as SummaryRow } from '../generated/prisma/client.ts';
import type { Database } from '../platform/database.ts';

export type SummaryKey = { documentId: string; model: string; instructions: string; chunkIds: readonly number[] };

export function presentSummary(row: SummaryRow, sourceHash: string): Summary {
  return {
    id: row.id,
    documentId: row.documentId!,
    text: row.text,
    steps: JSON.parse(row.steps) as string[],
    model: row.model,
    instructions: row.instructions,
    chunkIds: (JSON.parse(row.chunkIds) as number[]).map(String),
    isStale: row.sourceHash !== sourceHash,
    createdAt: row.createdAt.toISOString(),
  };
}

const whereOf = ({ documentId, model, instructions, chunkIds }: SummaryKey) => ({ documentId, model, instructions, chunkIds: JSON.stringify(chunkIds) });

export function findSummary(database: Database, key: SummaryKey): Promise<SummaryRow | null> {
  return database.client.summary.findFirst({ where: whereOf(key), orderBy: { createdAt: 'desc' } });
}

/** Newest first. */
export function listSummaries(database: Database, documentId: string): Promise<SummaryRow[]> {
  return database.client.summary.findMany({ where: { documentId }, orderBy: { createdAt: 'desc' }, take: 50 });
}

/** Takes the place of the earlier one that was asked for in the same way. */
export async function saveSummary(database: Database, key: SummaryKey, data: Omit<Prisma.SummaryUncheckedCreateInput, keyof SummaryKey>): Promise<SummaryRow> {
  return database.write(async (transaction) => {
    await transaction.summary.deleteMany({ where: whereOf(key) });
    return transaction.summary.create({ data: { ...data, ...whereOf(key) } });
  });
}

/** What is summarised: the chunks that are found, without what one repeats of the one before. */
export async function listSourceTexts(database: Database, documentId: string, chunkIds: readonly number[]): Promise<string[]> {
  const rows = await database.client.chunk.findMany({
    where: { documentId, isEnabled: true, origin: { not: 'summary' }, ...(chunkIds.length > 0 && { id: { in: [...chunkIds] } }) },
    orderBy: { position: 'asc' },
    select: { text: true, start: true, end: true, origin: true },
  });
  let end = 0;
  return rows.map((row) => {
    const repeated = row.origin === 'document' && row.end > row.start ? Math.max(0, Math.min(row.text.length, end - row.start)) : 0;
    end = Math.max(end, row.end);
    return row.text.slice(repeated);
  });
}

export async function listReadyDocumentIds(database: Database, knowledgeBaseId: string): Promise<string[]> {
  const rows = await database.client.document.findMany({ where: { knowledgeBaseId, chunkCount: { gt: 0 } }, select: { id: true }, orderBy: { createdAt: 'asc' } });
  return rows.map(({ id }) => id);
}
