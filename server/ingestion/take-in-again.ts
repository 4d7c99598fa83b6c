import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import type { Transaction } from '../platform/database.ts';
import type { JobQueue } from '../platform/jobs.ts';
import { ingestJob } from './add-document.ts';
import { setDocumentStatus } from './document.repository.ts';
import { ingestKey } from './job-keys.ts';
import type { Progress } from './progress.ts';

/** Queues a document to have its chunks made anew; until they are, the present ones answer. @param change committed together with the job */
export async function takeInAgain(
  { jobs, progress }: { jobs: Pick<JobQueue, 'add' | 'wake' | 'withdraw'>; progress: Progress },
  document: DocumentRow,
  change: (transaction: Transaction) => Promise<unknown> = async () => {},
): Promise<void> {
  const { id, knowledgeBaseId, name } = document;
  await jobs.withdraw({ keys: [ingestKey(id)] }, async (transaction, sql) => {
    await change(transaction);
    await setDocumentStatus(sql, id, 'queued');
    await jobs.add(transaction, ingestJob(document));
  });
  progress.document(knowledgeBaseId, { documentId: id, name, status: 'queued' });
  jobs.wake();
}
