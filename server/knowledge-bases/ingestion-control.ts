import type { IngestionAction } from '#contracts/knowledge-base';
import type { AppContext } from '../context.ts';
import { setDocumentStatus } from '../ingestion/document.repository.ts';
import { ingestKey, rebuildKey } from '../ingestion/job-keys.ts';
import type { Principal } from '../platform/principal.ts';
import { getKnowledgeBaseRow } from './knowledge-base.repository.ts';

type Context = Pick<AppContext, 'database' | 'jobs' | 'progress'>;

const cancelled = {
  stage: 'queued' as const,
  code: 'cancelled',
  message: 'Taking it in was cancelled',
  hint: 'Try it again when you want it, or delete it.',
};

async function setPaused({ database }: Context, id: string, isPaused: boolean): Promise<void> {
  await database.write((transaction) => transaction.knowledgeBase.update({ where: { id }, data: { isPaused } }));
}

async function stopRebuild({ jobs, progress }: Context, knowledgeBaseId: string): Promise<void> {
  await jobs.cancel(rebuildKey(knowledgeBaseId));
  progress.rebuild(knowledgeBaseId, { jobId: '', state: 'cancelled', percent: 100 });
}

/** What was built before goes on answering; what the rebuild has embedded is there when it is begun again. */
export async function cancelRebuild(context: Context, principal: Principal, id: string): Promise<void> {
  await getKnowledgeBaseRow(context.database, principal, id);
  await stopRebuild(context, id);
}

/** Nothing is lost: the documents stay, marked, and can be tried again. */
async function cancelAll(context: Context, knowledgeBaseId: string): Promise<void> {
  const { database, jobs, progress } = context;
  await stopRebuild(context, knowledgeBaseId);
  const waiting = await database.client.document.findMany({ where: { knowledgeBaseId, status: { notIn: ['ready', 'failed'] } } });
  for (const { id, name } of waiting) {
    const isStopped = await jobs.withdraw({ keys: [ingestKey(id)] }, async (transaction, sql) => {
      const row = await transaction.document.findUnique({ where: { id } });
      if (!row || row.status === 'ready' || row.status === 'failed') return false;
      await setDocumentStatus(sql, id, 'failed', cancelled);
      return true;
    });
    if (isStopped) progress.document(knowledgeBaseId, { documentId: id, name, status: 'failed', failure: cancelled });
  }
}

/** Pauses, resumes or cancels everything that is waiting or under way in a knowledge base; a pause outlasts a restart. */
export async function controlIngestion(context: Context, principal: Principal, id: string, action: IngestionAction): Promise<void> {
  await getKnowledgeBaseRow(context.database, principal, id);
  if (action === 'cancel') return cancelAll(context, id);
  await setPaused(context, id, action === 'pause');
  if (action === 'pause') await context.jobs.pause(id);
  else context.jobs.resume(id);
}

/** What was paused before the restart stays so. */
export async function keepPaused({ database, jobs }: Context): Promise<void> {
  for (const { id } of await database.client.knowledgeBase.findMany({ where: { isPaused: true } })) await jobs.pause(id);
}
