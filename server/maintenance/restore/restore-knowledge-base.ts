import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../context.ts';
import { originalIdsOf } from '../../ingestion/document-version.ts';
import { ingestKey, rebuildKey } from '../../ingestion/job-keys.ts';
import type { Transaction } from '../../platform/database.ts';
import { AppError, messageOf } from '../../platform/errors.ts';
import { failpoint } from '../../platform/failpoints.ts';
import type { Principal } from '../../platform/principal.ts';
import { modelKeyOf, parseBuiltWith } from '../../retrieval/built-with.ts';
import { createKeywordTable } from '../../retrieval/keyword-index.ts';
import { hiddenOwnerOf, removeHidden } from './hidden.ts';
import { freshIds, type NewIds, sameIds } from './new-ids.ts';
import { putKnowledgeBaseRows } from './put-rows.ts';
import type { ReceivedArchive } from './receive-archive.ts';
import type { VerifiedKnowledgeBase } from './verify-knowledge-base.ts';

export type RestoreContext = Pick<AppContext, 'config' | 'database' | 'files' | 'indexes' | 'jobs' | 'embeddingModels' | 'log'>;

export type RestoreOptions = {
  principal: Principal;
  /** Refused when it is taken; without it, a number is put behind the name it had. */
  name?: string;
  /** Taken instead of the one it was built with. Its vectors are made anew. */
  embeddingModel?: string;
  keepsIds?: boolean;
};

export type Restored = { id: string; name: string; documents: number; chunks: number };

type Models = { embeddingModel: string; builtWith: string | null; /** The vectors of the archive, if they can be used. */ modelKey?: string; needsVectors: boolean };

/** What it will be built with here. @throws AppError unsupported when nothing here can read its vectors */
async function chooseModels({ embeddingModels }: RestoreContext, { row }: VerifiedKnowledgeBase, asked: string | undefined): Promise<Models> {
  const present = parseBuiltWith(row.builtWith);
  const wanted = asked ?? present?.embeddingModel ?? row.embeddingModel;
  const model = await embeddingModels.get(wanted).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
    const hint = 'Add its provider in Settings > Models, or restore with another model: embeddingModel=lexical.';
    throw new AppError('unsupported', `The embedding model "${wanted}" is not known here`, { ...error.details, field: 'embeddingModel', hint });
  });
  const isKnown = await embeddingModels.get(row.embeddingModel).then(() => true, () => false);
  const embeddingModel = asked ?? (isKnown ? row.embeddingModel : wanted);
  if (!present) return { embeddingModel, builtWith: null, needsVectors: false };
  const modelKey = modelKeyOf(model);
  if (modelKey === present.modelKey) return { embeddingModel, builtWith: row.builtWith, modelKey, needsVectors: false };
  const dimensions = await model.dimensions(AbortSignal.timeout(60_000));
  return { embeddingModel, builtWith: JSON.stringify({ ...present, embeddingModel: model.id, modelKey, dimensions }), needsVectors: true };
}

/** What it was built with, also where that cannot run here yet: a local model without its files. */
async function keepModels(context: RestoreContext, verified: VerifiedKnowledgeBase): Promise<Models> {
  try {
    return await chooseModels(context, verified, undefined);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
    const { name, embeddingModel, builtWith } = verified.row;
    context.log.warn({ knowledgeBase: name, error: error.message }, 'A knowledge base waits for its embedding model');
    return { embeddingModel, builtWith, modelKey: parseBuiltWith(builtWith)?.modelKey, needsVectors: false };
  }
}

async function refuseTaken({ database }: RestoreContext, { principal, name }: RestoreOptions): Promise<void> {
  const taken = name !== undefined && (await database.client.knowledgeBase.findFirst({ where: { ownerId: principal.userId, name } }));
  if (taken) throw new AppError('conflict', `There is already a knowledge base named "${name}"`, { field: 'name', hint: 'Choose another name; restoring never replaces one.' });
}

/** The name itself, or with the lowest number that is free. */
async function freeName(transaction: Transaction, ownerId: string, name: string): Promise<string> {
  const rows = await transaction.knowledgeBase.findMany({ where: { ownerId }, select: { name: true } });
  const taken = new Set(rows.map((row) => row.name));
  let candidate = name;
  for (let number = 2; taken.has(candidate); number++) {
    const suffix = ` (${number})`;
    candidate = name.slice(0, 80 - suffix.length) + suffix;
  }
  return candidate;
}

/** Its own row, under an owner nobody is, and the range of ids its chunks will have. */
async function begin({ database }: RestoreContext, verified: VerifiedKnowledgeBase, knowledgeBaseId: string, models: Models, keepsIds: boolean): Promise<NewIds> {
  const { row, chunkIds } = verified;
  return database.write(async (transaction, sql) => {
    const ownerId = hiddenOwnerOf(knowledgeBaseId);
    await transaction.user.create({ data: { id: ownerId, name: 'Being restored' } });
    const flags = { titleEnhancement: row.titleEnhancement === 1, headingPrefix: row.headingPrefix === 1, isPaused: row.isPaused === 1, isTemporary: row.isTemporary === 1 };
    const times = { createdAt: new Date(row.createdAt), updatedAt: new Date(row.updatedAt) };
    const { embeddingModel, builtWith } = models;
    await transaction.knowledgeBase.create({ data: { ...row, ...flags, ...times, id: knowledgeBaseId, ownerId, embeddingModel, builtWith } });
    await createKeywordTable(sql, knowledgeBaseId);
    if (keepsIds) return sameIds;
    // What is reserved here is given to no other chunk, whatever is added meanwhile.
    await sql.execute(`INSERT INTO sqlite_sequence (name, seq) SELECT 'Chunk', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'Chunk')`);
    const [sequence] = await sql.query<{ seq: number | bigint }>(`SELECT seq FROM sqlite_sequence WHERE name = 'Chunk'`);
    await sql.execute(`UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'Chunk'`, [chunkIds.length]);
    return freshIds(chunkIds, Number(sequence!.seq) + 1);
  });
}

async function putOriginals({ files }: RestoreContext, archive: ReceivedArchive, verified: VerifiedKnowledgeBase, knowledgeBaseId: string, ids: NewIds): Promise<void> {
  for await (const document of verified.rowsOf('Document')) {
    for (const originalId of originalIdsOf(document)) {
      const received = verified.damagedOriginals.has(originalId) ? undefined : archive.originals.get(originalId);
      if (received) await files.keep(received.temporaryPath, knowledgeBaseId, ids.of(originalId));
    }
  }
  failpoint('restore.originals');
}

/** The last transaction: from here on it is there, whole. What was being taken in when it was backed up is taken in now. */
async function show(context: RestoreContext, { row }: VerifiedKnowledgeBase, knowledgeBaseId: string, { needsVectors }: Models, options: RestoreOptions): Promise<string> {
  const { database, jobs } = context;
  return database.write(async (transaction, sql) => {
    const ownerId = options.principal.userId;
    const name = options.name ?? (await freeName(transaction, ownerId, row.name));
    await sql.execute('UPDATE "Document" SET "chunkCount" = (SELECT count(*) FROM "Chunk" WHERE "documentId" = "Document".id) WHERE "knowledgeBaseId" = ?', [knowledgeBaseId]);
    const unfinished = await transaction.document.findMany({ where: { knowledgeBaseId, status: { notIn: ['ready', 'failed'] } }, select: { id: true } });
    await transaction.document.updateMany({ where: { id: { in: unfinished.map(({ id }) => id) } }, data: { status: 'queued' } });
    for (const { id } of unfinished) await jobs.add(transaction, { kind: 'ingest-document', key: ingestKey(id), lane: knowledgeBaseId, payload: { documentId: id } });
    if (needsVectors) await jobs.add(transaction, { kind: 'rebuild', key: rebuildKey(knowledgeBaseId), lane: knowledgeBaseId, payload: { knowledgeBaseId, depth: 'reembed' } });
    await transaction.knowledgeBase.update({ where: { id: knowledgeBaseId }, data: { ownerId, name } });
    await transaction.user.delete({ where: { id: hiddenOwnerOf(knowledgeBaseId) } });
    failpoint('restore.show');
    return name;
  });
}

/**
 * Makes a knowledge base of what was verified: new, beside all others, and invisible until it is whole. Keyword rows and
 * the index are made from the rows. Whatever goes wrong, nothing of it stays.
 * @throws AppError conflict when the name asked for is taken, unsupported, storage_full
 */
export async function restoreKnowledgeBase(context: RestoreContext, archive: ReceivedArchive, verified: VerifiedKnowledgeBase, options: RestoreOptions): Promise<Restored> {
  await refuseTaken(context, options);
  const models = await (options.keepsIds ? keepModels(context, verified) : chooseModels(context, verified, options.embeddingModel));
  const knowledgeBaseId = options.keepsIds ? verified.row.id : randomUUID();
  failpoint('restore.verified');
  try {
    const ids = await begin(context, verified, knowledgeBaseId, models, options.keepsIds ?? false);
    await putOriginals(context, archive, verified, knowledgeBaseId, ids);
    await putKnowledgeBaseRows(context, verified, { knowledgeBaseId, ids, modelKey: models.modelKey });
    const name = await show(context, verified, knowledgeBaseId, models, options);
    if (verified.row.isPaused === 1) await context.jobs.pause(knowledgeBaseId);
    context.jobs.wake();
    await openIndex(context, knowledgeBaseId, models);
    return { id: knowledgeBaseId, name, documents: verified.documentCount, chunks: verified.chunkIds.length };
  } catch (error) {
    await removeHidden(context, knowledgeBaseId).catch((cause: unknown) => context.log.warn({ err: cause }, 'What a restore left behind is removed at the next start'));
    throw error;
  }
}

/** Makes the index of the rows now rather than at the first question. */
async function openIndex({ indexes, log }: RestoreContext, id: string, { builtWith }: Models): Promise<void> {
  const present = parseBuiltWith(builtWith);
  if (present) await indexes.open({ id, ...present }).catch((error: unknown) => log.warn({ error: messageOf(error) }, 'The index of a restored knowledge base is made when it is first asked'));
}
