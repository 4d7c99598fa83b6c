import type { RebuildDepth } from '#contracts/job';
import type { Splitting } from '#contracts/splitting';
import type { Document as DocumentRow, KnowledgeBase as KnowledgeBaseRow } from '../generated/prisma/client.ts';
import type { EmbeddingModel } from '../models/embedding-model.ts';
import type { Transaction } from '../platform/database.ts';
import { AppError, throwIfAborted } from '../platform/errors.ts';
import { failpoint } from '../platform/failpoints.ts';
import type { JobHandler, JobRun } from '../platform/jobs.ts';
import { type BuiltWith, modelKeyOf, parseBuiltWith, splittingOf } from '../retrieval/built-with.ts';
import { removeForgottenModels } from '../retrieval/embedding.repository.ts';
import { chosenColumns } from './chosen-columns.ts';
import { listTextsToEmbed } from './chunk.repository.ts';
import { type CuratedChunks, draftCurated } from './curated-chunks.ts';
import type { ParsedDocument } from './document-loader.ts';
import { findDocumentToIngest } from './document.repository.ts';
import { splittingFor } from './document-splitting.ts';
import { embedTexts } from './embed.ts';
import { moveIndexEntries, replaceChunks } from './index-chunks.ts';
import type { IngestContext } from './ingest.ts';
import { findParsedText, rereadId, saveParsedText } from './parsed-text.repository.ts';
import { type Reasoned, tellReasons } from './tell-reasons.ts';

/** Documents that become ready during a pass are done in the next. */
const mostPasses = 5;
const mostNamed = 5;

type RebuildPayload = { knowledgeBaseId: string; depth?: RebuildDepth };
type Plan = { knowledgeBaseId: string; depth: RebuildDepth; present: BuiltWith; target: BuiltWith; model: EmbeddingModel; /** Documents that could not be read again, and why. */ unread: Reasoned[] };

/** The shallowest depth that brings everything up to the present settings. */
function neededDepth(present: BuiltWith, target: BuiltWith): RebuildDepth {
  if (JSON.stringify(splittingOf(present)) !== JSON.stringify(splittingOf(target))) return 'resplit';
  return present.modelKey !== target.modelKey ? 'reembed' : 'reindex';
}

async function plan(context: IngestContext, row: KnowledgeBaseRow, depth: RebuildDepth | undefined, signal: AbortSignal): Promise<Plan | undefined> {
  const present = parseBuiltWith(row.builtWith);
  if (!present) return undefined;
  const { embeddingModel, vectorStore } = row;
  const model = await context.embeddingModels.get(embeddingModel);
  const modelKey = modelKeyOf(model);
  const dimensions = modelKey === present.modelKey ? present.dimensions : await model.dimensions(signal);
  const target = { ...splittingOf(row as Splitting), embeddingModel, modelKey, dimensions, vectorStore };
  const needed = neededDepth(present, target);
  const depths: RebuildDepth[] = ['reindex', 'reembed', 'resplit', 'reparse'];
  const deepest = depths[Math.max(depths.indexOf(needed), depths.indexOf(depth ?? 'reindex'))]!;
  return { knowledgeBaseId: row.id, depth: deepest, present, target, model, unread: [] };
}

type IndexedDocument = { id: string; name: string };

function listIndexedDocuments({ client }: { client: Pick<Transaction, 'document'> }, knowledgeBaseId: string): Promise<IndexedDocument[]> {
  return client.document.findMany({ where: { knowledgeBaseId, chunkCount: { gt: 0 } }, select: { id: true, name: true } });
}

type Redraft = { document: DocumentRow; parsed: ParsedDocument; readFrom: string; chunks: CuratedChunks };

/** Text that was read anew stands beside the present one until its chunks replace the old; what could not be read again keeps the present one. */
async function findSource(context: IngestContext, { originalId }: DocumentRow, depth: RebuildDepth): Promise<{ parsed: ParsedDocument; readFrom: string } | undefined> {
  for (const readFrom of depth === 'reparse' ? [rereadId(originalId), originalId] : [originalId]) {
    const parsed = await findParsedText(context.database, readFrom);
    if (parsed) return { parsed, readFrom };
  }
  return undefined;
}

/** The document's chunks as they are to be; undefined when the document has gone. */
async function redraft(context: IngestContext, { target, depth }: Plan, documentId: string, signal: AbortSignal): Promise<Redraft | undefined> {
  const document = await findDocumentToIngest(context.database, documentId);
  const source = document && (await findSource(context, document, depth));
  if (!source) return undefined;
  const spans = await context.parsers.split(source.parsed, splittingFor(document, target), signal);
  return { document, ...source, chunks: await draftCurated(context.database, document, source.parsed, spans) };
}

const passing: ReadonlySet<string> = new Set(['cancelled', 'unavailable', 'storage_full']);

async function reread(context: IngestContext, { target, unread }: Plan, documentId: string, signal: AbortSignal): Promise<void> {
  const document = await findDocumentToIngest(context.database, documentId);
  if (!document) return;
  await using workspace = await context.files.openWorkspace();
  const path = context.files.originalPath(document.knowledgeBaseId, document.originalId);
  const file = { path, name: document.name, sizeBytes: document.sizeBytes, url: document.sourceUrl ?? undefined, columns: chosenColumns(document) };
  try {
    const { document: parsed, tablesFile } = await context.parsers.parse(file, { ...splittingFor(document, target), folder: workspace.path }, signal);
    if (tablesFile) await context.files.keepTables(tablesFile, document.knowledgeBaseId, document.originalId);
    await context.database.writeSql((sql) => saveParsedText(sql, documentId, rereadId(document.originalId), parsed));
  } catch (error) {
    if (!(error instanceof AppError) || passing.has(error.code)) throw error;
    unread.push({ name: document.name, reason: error.message });
  }
}

/** Embeds what will be searched, beside what is searched now. The vectors are kept as they come, so a rebuild that was stopped goes on. */
async function embedBeside(context: IngestContext, plan: Plan, documentId: string, signal: AbortSignal): Promise<void> {
  if (plan.depth === 'reembed') return embedTexts(context.database, plan.model, await listTextsToEmbed(context.database, documentId), signal);
  if (plan.depth === 'reparse') await reread(context, plan, documentId, signal);
  const renewed = await redraft(context, plan, documentId, signal);
  await embedTexts(context.database, plan.model, renewed?.chunks.drafts ?? [], signal);
}

/**
 * The document changes from its old chunks to its new ones in one transaction. Until the last one has, questions are
 * embedded with the present model, so new chunks enter its index only where it has their vectors.
 */
async function swapChunks(context: IngestContext, plan: Plan, documentId: string, signal: AbortSignal): Promise<void> {
  const renewed = await redraft(context, plan, documentId, signal);
  if (!renewed) return;
  const { document, parsed, readFrom, chunks } = renewed;
  const { added, removed } = await replaceChunks(context.database, { document, parsed, readFrom, version: document }, chunks, plan.present);
  await moveIndexEntries(context, { id: plan.knowledgeBaseId, ...plan.present }, added, removed);
}

type Progressed = { document: string; finished: number; total: number };
type OnProgress = (part: number, progressed: Progressed) => void;

/** Does the work on every document with chunks, those too that get theirs meanwhile. */
async function forEachDocument(context: IngestContext, plan: Plan, signal: AbortSignal, work: (documentId: string) => Promise<void>, onProgress: OnProgress): Promise<Set<string>> {
  const done = new Set<string>();
  for (let pass = 0; pass < mostPasses; pass++) {
    const indexed = await listIndexedDocuments(context.database, plan.knowledgeBaseId);
    const waiting = indexed.filter(({ id }) => !done.has(id));
    if (waiting.length === 0) return done;
    for (const { id, name } of waiting) {
      throwIfAborted(signal);
      await work(id);
      done.add(id);
      onProgress(done.size / indexed.length, { document: name, finished: done.size, total: indexed.length });
    }
  }
  return done;
}

async function renewDocuments(context: IngestContext, plan: Plan, signal: AbortSignal, report: (percent: number, progressed: Progressed) => void): Promise<Set<string> | undefined> {
  if (plan.depth === 'reindex') return undefined;
  const embedded = await forEachDocument(context, plan, signal, (id) => embedBeside(context, plan, id, signal), (part, progressed) => report(part * 60, progressed));
  if (plan.depth === 'reembed') return embedded;
  return forEachDocument(context, plan, signal, (id) => swapChunks(context, plan, id, signal), (part, progressed) => report(60 + part * 20, progressed));
}

/** From now on the target is what the knowledge base is built with. @throws AppError unavailable when a document came in between */
async function turnToTarget(context: IngestContext, plan: Plan, renewed: ReadonlySet<string> | undefined): Promise<void> {
  await context.database.write(async (transaction, sql) => {
    const indexed = await listIndexedDocuments({ client: transaction }, plan.knowledgeBaseId);
    const late = renewed && indexed.find(({ id }) => !renewed.has(id));
    if (late) throw new AppError('unavailable', `"${late.name}" was added while the knowledge base was rebuilt`);
    const before = JSON.stringify(plan.present);
    const after = JSON.stringify(plan.target);
    const previousSettings = before === after ? undefined : before;
    await transaction.knowledgeBase.update({ where: { id: plan.knowledgeBaseId }, data: { builtWith: after, previousSettings, revision: { increment: 1 } } });
    await removeForgottenModels(sql);
  });
}

/** Brings a knowledge base up to its settings, while the present index goes on answering. */
async function rebuild(context: IngestContext, payload: RebuildPayload, { jobId, signal }: JobRun): Promise<void> {
  const { knowledgeBaseId } = payload;
  const row = await context.database.client.knowledgeBase.findUnique({ where: { id: knowledgeBaseId } });
  const work = row && (await plan(context, row, payload.depth, signal));
  const startedAtMs = Date.now();
  const report = (percent: number, progressed?: Progressed, message?: string) => {
    const secondsLeft = percent > 0 ? ((Date.now() - startedAtMs) / 1000) * (100 / percent - 1) : undefined;
    context.progress.rebuild(knowledgeBaseId, { jobId, state: percent < 100 ? 'running' : 'done', percent: Math.round(percent), secondsLeft, ...progressed, message });
  };
  if (work) {
    report(0);
    const renewed = await renewDocuments(context, work, signal, report);
    // The new index is whole before the questions turn to it; until then the old one answers with its own model.
    await context.indexes.rebuild({ id: knowledgeBaseId, ...work.target }, { signal, onProgress: (part) => report(80 + part * 19) });
    failpoint('rebuild.swap');
    await turnToTarget(context, work, renewed);
  }
  report(100, undefined, unreadMessage(work?.unread ?? []));
}

function unreadMessage(unread: readonly Reasoned[]): string | undefined {
  return unread.length > 0 ? `Could not be read again, and stay as they were: ${tellReasons(unread, mostNamed)}` : undefined;
}

export function rebuildHandler(context: IngestContext): JobHandler {
  return {
    run: (payload, run) => rebuild(context, payload as RebuildPayload, run),
    async onFailed(payload, error: AppError) {
      const { knowledgeBaseId } = payload as RebuildPayload;
      context.progress.rebuild(knowledgeBaseId, { jobId: '', state: 'failed', percent: 100, message: error.message });
    },
  };
}
