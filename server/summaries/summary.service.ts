import { createHash, randomUUID } from 'node:crypto';
import type { SummaryProgress } from '#contracts/document';
import type { SummarizeDocuments, Summary, SummaryEvent, SummaryRequest } from '#contracts/summary';
import type { AppContext } from '../context.ts';
import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import { getDocument } from '../ingestion/document.repository.ts';
import { moveSummaryChunk, removeSummaryWithChunk } from '../ingestion/summary-chunk.ts';
import { requireKnowledgeBase } from '../knowledge-bases/knowledge-base.service.ts';
import { AppError } from '../platform/errors.ts';
import type { JobHandler } from '../platform/jobs.ts';
import { localAdministrator, type Principal } from '../platform/principal.ts';
import { findSummary, listReadyDocumentIds, listSourceTexts, listSummaries, presentSummary, saveSummary, type SummaryKey } from './summary.repository.ts';
import { summarizeTexts } from './summarize-texts.ts';

type Context = Pick<AppContext, 'database' | 'chatModels' | 'embeddingModels' | 'settings' | 'indexes' | 'progress'>;

const summarizeKey = (documentId: string) => `summarize:${documentId}`;
const hashOf = (texts: readonly string[]) => createHash('sha256').update(texts.join('\0')).digest('hex');

async function chooseModel({ chatModels, settings }: Context, principal: Principal, given: string | undefined) {
  const { defaultChatModel } = await settings.get();
  if (given ?? defaultChatModel) return chatModels.get((given ?? defaultChatModel)!, principal);
  throw new AppError('conflict', 'No chat model is chosen that could summarise', { field: 'model', hint: 'Add one in Settings > Models, and make it the default for chat.' });
}

/**
 * Summarises a document, or chosen chunks of it; what was summarised in the same way before is given at once. The summary of a
 * whole document is found by questions about it, and leads them to its chunks.
 * @throws AppError not_ready before the document has any text, and what the model throws
 */
export async function* summarizeDocument(context: Context, principal: Principal, id: string, request: SummaryRequest, signal: AbortSignal): AsyncGenerator<SummaryEvent> {
  const document = await getDocument(context.database, principal, id);
  const model = await chooseModel(context, principal, request.model);
  const chunkIds = [...new Set((request.chunkIds ?? []).map(Number))].sort((left, right) => left - right);
  const texts = await listSourceTexts(context.database, id, chunkIds);
  if (texts.length === 0) throw new AppError('not_ready', `"${document.name}" holds no text that could be summarised`, { status: document.status });
  const key: SummaryKey = { documentId: id, model: model.id, instructions: request.instructions, chunkIds };
  const sourceHash = chunkIds.length === 0 ? document.contentHash : hashOf(texts);
  const known = request.refresh ? null : await findSummary(context.database, key);
  if (known?.sourceHash === sourceHash) return yield { type: 'summary-done', summary: presentSummary(known, sourceHash) };

  const steps = new StepQueue();
  const working = summarizeTexts(model, { texts, title: document.title, instructions: request.instructions }, signal, (done, total) => steps.push({ done, total }));
  for await (const step of steps.until(working)) yield { type: 'summary-progress', ...step };
  const { text, steps: parts, leftOut } = await working;
  const noted = leftOut > 0 ? [...parts, `(${leftOut} parts were left out)`] : parts;
  const data = { id: randomUUID(), knowledgeBaseId: document.knowledgeBaseId, sourceHash, text, steps: JSON.stringify(noted) };
  const row = await saveSummary(context.database, key, data);
  await moveSummaryChunk(context, id, signal);
  yield { type: 'summary-done', summary: presentSummary(row, sourceHash) };
}

/** Progress told by callback, read as it comes. */
class StepQueue {
  #steps: { done: number; total: number }[] = [];
  #wake = () => {};

  push(step: { done: number; total: number }): void {
    this.#steps.push(step);
    this.#wake();
  }

  async *until(working: Promise<unknown>): AsyncGenerator<{ done: number; total: number }> {
    let isDone = false;
    const finish = () => {
      isDone = true;
      this.#wake();
    };
    working.then(finish, finish);
    for (;;) {
      yield* this.#steps.splice(0);
      if (isDone) return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

export async function listDocumentSummaries({ database }: Context, principal: Principal, id: string): Promise<Summary[]> {
  const { contentHash } = await getDocument(database, principal, id);
  const summaries: Summary[] = [];
  for (const row of await listSummaries(database, id)) {
    const chunkIds = JSON.parse(row.chunkIds) as number[];
    summaries.push(presentSummary(row, chunkIds.length === 0 ? contentHash : hashOf(await listSourceTexts(database, id, chunkIds))));
  }
  return summaries;
}

/** @throws AppError not_found; not_ready while the document is worked on */
export async function deleteSummary(context: Context, principal: Principal, documentId: string, id: string, signal: AbortSignal): Promise<void> {
  await getDocument(context.database, principal, documentId);
  const row = (await listSummaries(context.database, documentId)).find((each) => each.id === id);
  if (!row) throw new AppError('not_found', `Summary ${id} does not exist`);
  await removeSummaryWithChunk(context, { id, documentId, text: row.text }, signal);
  await moveSummaryChunk(context, documentId, signal);
}

/** Queues a summary of each document; a document that is summarised already, and has not changed, takes no time. */
export async function summarizeDocuments(
  context: Context & Pick<AppContext, 'jobs'>,
  principal: Principal,
  knowledgeBaseId: string,
  request: SummarizeDocuments,
): Promise<{ queued: number }> {
  await requireKnowledgeBase(context, principal, knowledgeBaseId);
  const model = await chooseModel(context, principal, request.model);
  if (!model.converses) throw new AppError('invalid_request', `"${model.label}" cannot summarise`, { field: 'model', hint: 'Choose a chat model.' });
  const own = await listReadyDocumentIds(context.database, knowledgeBaseId);
  const unknown = request.documentIds?.find((id) => !own.includes(id));
  if (unknown !== undefined) throw new AppError('not_found', `Document ${unknown} is not ready in this knowledge base`, { field: 'documentIds' });
  const ids = request.documentIds ?? own;
  await context.database.write(async (transaction) => {
    for (const documentId of ids) {
      await transaction.job.deleteMany({ where: { key: summarizeKey(documentId), state: 'waiting' } });
      const payload = { documentId, model: model.id };
      await context.jobs.add(transaction, { kind: 'summarize', key: summarizeKey(documentId), lane: knowledgeBaseId, payload, priority: 2 });
    }
  });
  context.jobs.wake();
  return { queued: ids.length };
}

/** A document that was removed meanwhile is passed over. */
export function summarizeHandler(context: Context): JobHandler {
  const tell = ({ id, knowledgeBaseId, name }: DocumentRow, state: SummaryProgress['state'], message?: string) =>
    context.progress.summary(knowledgeBaseId, { documentId: id, name, state, message });
  return {
    async run(payload, { signal }) {
      const { documentId, model } = payload as { documentId: string; model: string };
      const document = await context.database.client.document.findUnique({ where: { id: documentId } });
      if (!document) return;
      tell(document, 'running');
      for await (const event of summarizeDocument(context, localAdministrator, documentId, { model, instructions: '', refresh: false }, signal)) {
        if (event.type === 'summary-done') tell(document, 'done');
      }
    },
    async onFailed(payload, error, transaction) {
      const document = await transaction.document.findUnique({ where: { id: (payload as { documentId: string }).documentId } });
      if (document) tell(document, 'failed', error.message);
    },
  };
}
