import { type KnowledgeBase, WhenNothingFound } from '#contracts/knowledge-base';
import { RetrievalOverrides } from '#contracts/search';
import type { Splitting } from '#contracts/splitting';
import type { KnowledgeBase as KnowledgeBaseRow, Prisma } from '../generated/prisma/client.ts';
import { rebuildKey } from '../ingestion/job-keys.ts';
import { type Database, isUniqueViolation, type Transaction } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { knowledgeBasesOf, type Principal } from '../platform/principal.ts';
import { parseBuiltWith, splittingOf } from '../retrieval/built-with.ts';

type Counts = { documentCount: number; readyCount: number; failedCount: number; chunkCount: number };

/** Whether the settings still are what the chunks and vectors were made with. */
export function isStale(row: KnowledgeBaseRow): boolean {
  const builtWith = parseBuiltWith(row.builtWith);
  if (!builtWith) return false;
  const settings = { ...splittingOf(row as Splitting), embeddingModel: row.embeddingModel, vectorStore: row.vectorStore };
  return (Object.keys(settings) as (keyof typeof settings)[]).some((key) => builtWith[key] !== settings[key]);
}

function present(row: KnowledgeBaseRow, counts: Counts, isRebuilding: boolean): KnowledgeBase {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    ...splittingOf(row as Splitting),
    embeddingModel: row.embeddingModel,
    vectorStore: row.vectorStore,
    retrieval: RetrievalOverrides.parse(JSON.parse(row.retrieval)),
    whenNothingFound: WhenNothingFound.parse(row.whenNothingFound),
    refusalText: row.refusalText,
    ...counts,
    indexState: isRebuilding ? 'building' : isStale(row) ? 'stale' : 'ready',
    isPaused: row.isPaused,
    canUndoRebuild: row.previousSettings !== null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

async function presentAll(database: Database, rows: readonly KnowledgeBaseRow[]): Promise<KnowledgeBase[]> {
  const ids = rows.map(({ id }) => id);
  const [byStatus, rebuilds] = await Promise.all([
    database.client.document.groupBy({ by: ['knowledgeBaseId', 'status'], where: { knowledgeBaseId: { in: ids } }, _count: true, _sum: { chunkCount: true } }),
    database.client.job.findMany({ where: { key: { in: ids.map(rebuildKey) } }, select: { key: true } }),
  ]);
  const rebuilding = new Set(rebuilds.map(({ key }) => key));
  return rows.map((row) => {
    const counts: Counts = { documentCount: 0, readyCount: 0, failedCount: 0, chunkCount: 0 };
    for (const { knowledgeBaseId, status, _count, _sum } of byStatus) {
      if (knowledgeBaseId !== row.id) continue;
      counts.documentCount += _count;
      counts.chunkCount += _sum.chunkCount ?? 0;
      if (status === 'ready') counts.readyCount += _count;
      if (status === 'failed') counts.failedCount += _count;
    }
    return present(row, counts, rebuilding.has(rebuildKey(row.id)));
  });
}

/** @throws AppError not_found */
export async function getKnowledgeBaseRow(database: Database, principal: Principal, id: string): Promise<KnowledgeBaseRow> {
  const row = await database.client.knowledgeBase.findFirst({ where: { AND: [knowledgeBasesOf(principal), { id }] } });
  if (!row) throw new AppError('not_found', `Knowledge base ${id} does not exist`);
  return row;
}

export async function getKnowledgeBase(database: Database, principal: Principal, id: string): Promise<KnowledgeBase> {
  const [knowledgeBase] = await presentAll(database, [await getKnowledgeBaseRow(database, principal, id)]);
  return knowledgeBase!;
}

export async function listKnowledgeBases(database: Database, principal: Principal, page: { page: number; pageSize: number }): Promise<{ items: KnowledgeBase[]; total: number }> {
  const where = { ...knowledgeBasesOf(principal), isTemporary: false };
  const [rows, total] = await Promise.all([
    database.client.knowledgeBase.findMany({ where, orderBy: { createdAt: 'asc' }, skip: (page.page - 1) * page.pageSize, take: page.pageSize }),
    database.client.knowledgeBase.count({ where }),
  ]);
  return { items: await presentAll(database, rows), total };
}

/** The one with this id, or else with this name. */
export async function findKnowledgeBaseRow(database: Database, principal: Principal, idOrName: string): Promise<KnowledgeBaseRow | undefined> {
  const rows = await database.client.knowledgeBase.findMany({ where: { ...knowledgeBasesOf(principal), OR: [{ id: idOrName }, { name: idOrName }] } });
  return rows.find(({ id }) => id === idOrName) ?? rows[0];
}

/** Two knowledge bases of one owner never share a name. */
export async function refuseTakenName<Result>(name: string | undefined, change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    if (isUniqueViolation(error)) {
      throw new AppError('conflict', `There is already a knowledge base named "${name}"`, { field: 'name', hint: 'Choose another name.' }, { cause: error });
    }
    throw error;
  }
}

export async function insertKnowledgeBase(transaction: Transaction, principal: Principal, data: Omit<Prisma.KnowledgeBaseUncheckedCreateInput, 'ownerId'>): Promise<void> {
  await transaction.knowledgeBase.create({ data: { ...data, ownerId: principal.userId } });
}
