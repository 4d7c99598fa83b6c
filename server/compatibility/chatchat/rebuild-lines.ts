import type { RecreateVectorStoreRequest } from '#contracts/chatchat-knowledge-base';
import type { KnowledgeBaseEvent, RebuildProgress } from '#contracts/document';
import type { AppContext } from '../../context.ts';
import { listDocuments } from '../../ingestion/document.repository.ts';
import { retryDocument } from '../../knowledge-bases/document.service.ts';
import { startRebuild, updateKnowledgeBase } from '../../knowledge-bases/knowledge-base.service.ts';
import type { Principal } from '../../platform/principal.ts';
import { failed } from './failures.ts';
import { waitUntilSettled } from './settled-documents.ts';
import { isChosen, splittingOf } from './splitting.ts';

const listedLimit = 10_000;

type Line = { code: number; msg: string; total: number; finished: number; doc: string };
type Job = { id: string; principal: Principal; signal: AbortSignal };

const lineOf = (doc: string, finished: number, total: number): Line => ({ code: 200, msg: `(${finished} / ${total}): ${doc}`, total, finished, doc });

async function* progressOf(events: AsyncGenerator<KnowledgeBaseEvent>, first: Promise<IteratorResult<KnowledgeBaseEvent>>): AsyncGenerator<RebuildProgress> {
  for (let step = await first; !step.done; step = await events.next()) {
    if (step.value.type !== 'rebuild-progress') continue;
    yield step.value.rebuild;
    if (step.value.rebuild.state !== 'running') return;
  }
}

/** Those that are searched, beside the index that goes on answering. Each is passed twice; it is told of the first time. */
async function* rebuildSearched(context: AppContext, { id, principal, signal }: Job, total: number): AsyncGenerator<object, number> {
  const events = context.progress.watch(id, signal);
  const first = events.next();
  await startRebuild(context, principal, id, 'reparse');
  let told = 0;
  for await (const { state, document, finished = 0, message } of progressOf(events, first)) {
    if (document !== undefined && finished > told) yield lineOf(document, (told = finished), total);
    if (state === 'running') continue;
    if (message !== undefined || state === 'cancelled') yield failed(message ?? '重建已取消');
  }
  return told;
}

/** Those that are kept and not searched, or could not be read before. */
async function* takeInOthers(context: AppContext, { id, principal, signal }: Job, told: number, total: number): AsyncGenerator<object> {
  const { items } = await listDocuments(context.database, principal, id, { status: 'failed', sort: 'name', page: 1, pageSize: listedLimit });
  let finished = told;
  for (const document of items) {
    await retryDocument(context, principal, document.id);
    const failure = (await waitUntilSettled(context, principal, [document], signal))[document.name];
    finished += 1;
    yield failure === undefined ? lineOf(document.name, finished, total) : failed(`添加文件‘${document.name}’到知识库时出错：${failure}。已跳过。`);
  }
}

/** Makes everything anew from the original files, and tells of each. A file that fails is told of and passed over. */
export async function* rebuildLines(context: AppContext, job: Job, request: RecreateVectorStoreRequest): AsyncGenerator<object> {
  const { id, principal } = job;
  const splitting = splittingOf(request);
  if (isChosen(splitting)) await updateKnowledgeBase(context, principal, id, splitting);
  const { total } = await listDocuments(context.database, principal, id, { sort: 'name', page: 1, pageSize: 1 });
  const told = yield* rebuildSearched(context, job, total);
  yield* takeInOthers(context, job, told, total);
}
