import type { Database } from '../platform/database.ts';
import type { JobQueue } from '../platform/jobs.ts';
import type { Logger } from '../platform/logger.ts';
import { ingestJob } from './add-document.ts';
import { ingestKey } from './job-keys.ts';

/** A document that is neither ready nor failed, and that no job works on, would never be: it gets one. Call it before the jobs start. */
export async function requeueForgotten({ database, jobs, log }: { database: Database; jobs: Pick<JobQueue, 'add'>; log: Logger }): Promise<number> {
  const [unfinished, present] = await Promise.all([
    database.client.document.findMany({ where: { status: { notIn: ['ready', 'failed'] } } }),
    database.client.job.findMany({ where: { kind: 'ingest-document' }, select: { key: true } }),
  ]);
  const keys = new Set(present.map(({ key }) => key));
  const forgotten = unfinished.filter(({ id }) => !keys.has(ingestKey(id)));
  if (forgotten.length === 0) return 0;
  log.warn({ documents: forgotten.map(({ id }) => id) }, 'documents that no job worked on are taken in now');
  await database.write(async (transaction) => {
    for (const document of forgotten) await jobs.add(transaction, ingestJob(document));
  });
  return forgotten.length;
}
