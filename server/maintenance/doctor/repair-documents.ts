import { setDocumentStatus } from '../../ingestion/document.repository.ts';
import { ingestKey } from '../../ingestion/job-keys.ts';
import { originalFailures } from './findings.ts';
import type { Repair, RepairContext } from './repair.ts';

/** Its chunks go on answering. */
async function askForUpload({ database }: RepairContext, id: string, code: string, message: string): Promise<void> {
  const failure = { stage: 'parsing' as const, code, message, hint: 'Upload the file again; until then its passages are still found.' };
  await database.write((transaction) => setDocumentStatus(transaction, id, 'failed', failure));
}

/** Queues the document: it is split again, and read again where there is no text of it. */
async function takeInAgain({ database, jobs }: RepairContext, knowledgeBaseId: string, ids: readonly string[]): Promise<void> {
  await database.write(async (transaction) => {
    for (const id of ids) {
      await transaction.job.deleteMany({ where: { key: ingestKey(id), state: 'waiting' } });
      await setDocumentStatus(transaction, id, 'queued');
      await jobs.add(transaction, { kind: 'ingest-document', key: ingestKey(id), lane: knowledgeBaseId, payload: { documentId: id } });
    }
  });
  jobs.wake();
}

export const markOriginalMissing: Repair = async (context, _knowledgeBase, ids) => {
  for (const id of ids) await askForUpload(context, id, originalFailures.missing, 'The original file is gone');
};

export const markOriginalDamaged: Repair = async (context, _knowledgeBase, ids) => {
  for (const id of ids) await askForUpload(context, id, originalFailures.damaged, 'The original file is not what was uploaded');
};

/** The version that was to come is gone; the present one stays. */
export const dropPending: Repair = async ({ database }, _knowledgeBase, ids) => {
  await database.write(async (transaction) => {
    for (const id of ids) {
      await transaction.job.deleteMany({ where: { key: ingestKey(id), state: 'waiting' } });
      await transaction.document.updateMany({ where: { id }, data: { pending: null, status: 'ready', failure: null } });
    }
  });
};

/** Only those whose original is there can be read again; the others say so when they are tried. */
export const splitAgain: Repair = (context, { id }, documentIds) => takeInAgain(context, id, documentIds);

/** A span is wrong when the text is not the one it was made from: the original tells. */
export const readAgain: Repair = async (context, { id }, documentIds) => {
  await context.database.write((transaction) => transaction.parsedText.deleteMany({ where: { documentId: { in: [...documentIds] } } }));
  await takeInAgain(context, id, documentIds);
};

export const countAgain: Repair = async ({ database }, _knowledgeBase, ids) => {
  await database.write((_transaction, sql) =>
    sql.execute('UPDATE "Document" SET "chunkCount" = (SELECT count(*) FROM "Chunk" WHERE "documentId" = "Document".id) WHERE id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)]),
  );
};
