import { setDocumentStatus } from '../../ingestion/document.repository.ts';
import { ingestKey } from '../../ingestion/job-keys.ts';
import { takeInAgain } from '../../ingestion/take-in-again.ts';
import type { Transaction } from '../../platform/database.ts';
import { originalFailures } from './findings.ts';
import type { Repair, RepairContext } from './repair.ts';

/** Its chunks go on answering. */
async function askForUpload({ database }: RepairContext, id: string, code: string, message: string): Promise<void> {
  const failure = { stage: 'parsing' as const, code, message, hint: 'Upload the file again; until then its passages are still found.' };
  await database.writeSql((sql) => setDocumentStatus(sql, id, 'failed', failure));
}

/** It is split again, and read again where there is no text of it. A document that is gone meanwhile needs nothing. */
async function renew(context: RepairContext, ids: readonly string[], change?: (transaction: Transaction, id: string) => Promise<unknown>): Promise<void> {
  for (const document of await context.database.client.document.findMany({ where: { id: { in: [...ids] } } })) {
    await takeInAgain(context, document, async (transaction) => change?.(transaction, document.id));
  }
}

export const markOriginalMissing: Repair = async (context, _knowledgeBase, ids) => {
  for (const id of ids) await askForUpload(context, id, originalFailures.missing, 'The original file is gone');
};

export const markOriginalDamaged: Repair = async (context, _knowledgeBase, ids) => {
  for (const id of ids) await askForUpload(context, id, originalFailures.damaged, 'The original file is not what was uploaded');
};

/** The version that was to come is gone; the present one stays. */
export const dropPending: Repair = async ({ jobs }, _knowledgeBase, ids) => {
  await jobs.withdraw({ keys: ids.map(ingestKey) }, (transaction) =>
    transaction.document.updateMany({ where: { id: { in: [...ids] } }, data: { pending: null, status: 'ready', failure: null } }),
  );
};

/** Only those whose original is there can be read again; the others say so when they are tried. */
export const splitAgain: Repair = (context, _knowledgeBase, ids) => renew(context, ids);

/** A span is wrong when the text is not the one it was made from: the original tells. */
export const readAgain: Repair = (context, _knowledgeBase, ids) =>
  renew(context, ids, (transaction, documentId) => transaction.parsedText.deleteMany({ where: { documentId } }));

export const countAgain: Repair = async ({ database }, _knowledgeBase, ids) => {
  await database.writeSql((sql) =>
    sql.execute('UPDATE "Document" SET "chunkCount" = (SELECT count(*) FROM "Chunk" WHERE "documentId" = "Document".id) WHERE id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)]),
  );
};
