import { randomUUID } from 'node:crypto';
import type { CreateKnowledgeBase, KnowledgeBase, UpdateKnowledgeBase } from '#contracts/knowledge-base';
import { chunkOverlapLimits } from '#contracts/splitting';
import type { RebuildDepth } from '#contracts/job';
import type { AppContext } from '../context.ts';
import { rebuildKey } from '../ingestion/job-keys.ts';
import { AppError } from '../platform/errors.ts';
import type { JobHandler } from '../platform/jobs.ts';
import type { Principal } from '../platform/principal.ts';
import { modelKeyOf, parseBuiltWith, splittingOf } from '../retrieval/built-with.ts';
import { createKeywordTable, dropKeywordTable } from '../retrieval/keyword-index.ts';
import { getKnowledgeBase, getKnowledgeBaseRow, insertKnowledgeBase, refuseTakenName } from './knowledge-base.repository.ts';

type Context = Pick<AppContext, 'database' | 'embeddingModels' | 'settings' | 'indexes' | 'jobs' | 'files'>;

async function findOrUndefined<Result>(getting: Promise<Result>): Promise<Result | undefined> {
  try {
    return await getting;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  }
}

const defaultVectorStore = 'usearch';

async function refuseUnknownParts(context: Context, { embeddingModel, vectorStore }: { embeddingModel?: string; vectorStore?: string }): Promise<void> {
  const asField = (field: string) => (error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') throw new AppError('invalid_request', error.message, { ...error.details, field });
    throw error;
  };
  if (embeddingModel !== undefined) await context.embeddingModels.get(embeddingModel).catch(asField('embeddingModel'));
  if (vectorStore !== undefined) await Promise.resolve().then(() => context.indexes.stores.requireStore(vectorStore)).catch(asField('vectorStore'));
}

function refuseOverlap(chunkSize: number, chunkOverlap: number): void {
  if (chunkOverlap < chunkSize) return;
  throw new AppError('invalid_request', `chunkOverlap (${chunkOverlap}) must be smaller than chunkSize (${chunkSize})`, { field: 'chunkOverlap' });
}

/** @throws AppError not_found unless the principal may use the knowledge base */
export async function requireKnowledgeBase({ database }: Pick<AppContext, 'database'>, principal: Principal, id: string): Promise<void> {
  await getKnowledgeBaseRow(database, principal, id);
}

/** @param isTemporary not listed, and removed after a while */
export async function createKnowledgeBase(context: Context, principal: Principal, input: CreateKnowledgeBase, isTemporary = false): Promise<KnowledgeBase> {
  await refuseUnknownParts(context, input);
  const { defaultEmbeddingModel } = await context.settings.get();
  const chunkOverlap = input.chunkOverlap ?? Math.min(chunkOverlapLimits.default, Math.floor(input.chunkSize / 4));
  refuseOverlap(input.chunkSize, chunkOverlap);
  const id = randomUUID();
  await refuseTakenName(input.name, () =>
    context.database.write(async (transaction, sql) => {
      await insertKnowledgeBase(transaction, principal, {
        id,
        name: input.name,
        description: input.description,
        chunkSize: input.chunkSize,
        chunkOverlap,
        isTemporary,
        splitter: input.splitter,
        titleEnhancement: input.titleEnhancement,
        headingPrefix: input.headingPrefix,
        embeddingModel: input.embeddingModel ?? defaultEmbeddingModel,
        vectorStore: input.vectorStore ?? defaultVectorStore,
        retrieval: JSON.stringify(input.retrieval ?? {}),
        whenNothingFound: input.whenNothingFound,
        refusalText: input.refusalText,
      });
      await createKeywordTable(sql, id);
    }),
  );
  return getKnowledgeBase(context.database, principal, id);
}

export async function updateKnowledgeBase(context: Context, principal: Principal, id: string, input: UpdateKnowledgeBase): Promise<KnowledgeBase> {
  const row = await getKnowledgeBaseRow(context.database, principal, id);
  await refuseUnknownParts(context, input);
  refuseOverlap(input.chunkSize ?? row.chunkSize, input.chunkOverlap ?? row.chunkOverlap);
  const { retrieval, ...fields } = input;
  await refuseTakenName(input.name, () =>
    context.database.write((transaction) =>
      transaction.knowledgeBase.update({ where: { id }, data: { ...fields, ...(retrieval && { retrieval: JSON.stringify(retrieval) }) } }),
    ),
  );
  return getKnowledgeBase(context.database, principal, id);
}

/** Removes it with everything in it. When this returns, nothing of it is found any more. */
export async function deleteKnowledgeBase(context: Context & Pick<AppContext, 'watchedFolders'>, principal: Principal, id: string): Promise<void> {
  await getKnowledgeBaseRow(context.database, principal, id);
  await context.watchedFolders.forgetKnowledgeBase(id);
  await context.jobs.withdraw({ lane: id }, async (transaction, sql) => {
    await transaction.knowledgeBase.deleteMany({ where: { id } });
    await dropKeywordTable(sql, id);
    await context.jobs.add(transaction, { kind: 'remove-files', key: `remove-files:${id}`, payload: { knowledgeBaseId: id } });
    await sql.execute('DELETE FROM "Embedding" WHERE NOT EXISTS (SELECT 1 FROM "Chunk" WHERE "Chunk"."textHash" = "Embedding"."textHash")');
  });
  await context.indexes.drop(id);
  context.jobs.wake();
}

/** After an upgrade a model may give other vectors than those that are kept: such knowledge bases are rebuilt by themselves. */
export async function rebuildOutdated(context: Context, principal: Principal): Promise<void> {
  const rows = await context.database.client.knowledgeBase.findMany({ where: { ownerId: principal.userId, builtWith: { not: null } } });
  for (const row of rows) {
    const { embeddingModel, modelKey } = parseBuiltWith(row.builtWith)!;
    const model = await findOrUndefined(context.embeddingModels.get(embeddingModel));
    const isQueued = await context.database.client.job.findFirst({ where: { key: rebuildKey(row.id) } });
    if (model && modelKeyOf(model) !== modelKey && !isQueued) await startRebuild(context, principal, row.id, undefined);
  }
}

/** The last step of a deletion, as a job, so that a crash cannot leave the files behind. */
export function removeFilesHandler({ indexes, files }: Pick<AppContext, 'indexes' | 'files'>): JobHandler {
  return {
    async run(payload) {
      const { knowledgeBaseId } = payload as { knowledgeBaseId: string };
      await indexes.drop(knowledgeBaseId);
      await files.removeKnowledgeBase(knowledgeBaseId);
      await indexes.dropRemote(knowledgeBaseId);
    },
    onFailed: async () => {},
  };
}

/** Queues a rebuild; the present index answers until the new one is whole. @throws AppError conflict while one runs */
export async function startRebuild(context: Context, principal: Principal, id: string, depth: RebuildDepth | undefined): Promise<{ jobId: string }> {
  await getKnowledgeBaseRow(context.database, principal, id);
  const jobId = await context.database.write(async (transaction) => {
    const running = await transaction.job.findFirst({ where: { key: rebuildKey(id) } });
    if (running) throw new AppError('conflict', 'A rebuild of this knowledge base is under way', { jobId: running.id });
    return context.jobs.add(transaction, { kind: 'rebuild', key: rebuildKey(id), lane: id, payload: { knowledgeBaseId: id, depth } });
  });
  context.jobs.wake();
  return { jobId };
}

/** @throws AppError conflict when no rebuild has changed anything, or one is under way */
export async function undoRebuild(context: Context, principal: Principal, id: string): Promise<{ jobId: string }> {
  const row = await getKnowledgeBaseRow(context.database, principal, id);
  const previous = parseBuiltWith(row.previousSettings);
  if (!previous) throw new AppError('conflict', 'There is no rebuild to undo');
  const { embeddingModel, vectorStore } = previous;
  await updateKnowledgeBase(context, principal, id, { ...splittingOf(previous), embeddingModel, vectorStore });
  return startRebuild(context, principal, id, undefined);
}
