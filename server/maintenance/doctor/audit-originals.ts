import { findPendingVersion, originalIdsOf } from '../../ingestion/document-version.ts';
import { digestFile } from '../../platform/durable-files.ts';
import type { Audit } from './audit.ts';
import { findings, isUnderWay, saysOriginalIsGone, without } from './findings.ts';

/** Every document has its original, every original its document. Tables are made from originals when they are asked for, so they may be missing. */
export const auditOriginals: Audit = async ({ database, files }, { knowledgeBase: { id }, originalsOnDisk, tablesOnDisk }, { deep }) => {
  const documents = await database.client.document.findMany({
    where: { knowledgeBaseId: id },
    select: { id: true, status: true, failure: true, originalId: true, contentHash: true, pending: true },
  });
  const settled = documents.filter((document) => !isUnderWay(document) && !saysOriginalIsGone(document));
  const damaged: string[] = [];
  for (const { id: documentId, originalId, contentHash } of deep ? settled : []) {
    if (originalsOnDisk.has(originalId) && (await digestFile(files.originalPath(id, originalId))).sha256 !== contentHash) damaged.push(documentId);
  }
  const lacksPending = documents.filter((document) => !originalsOnDisk.has(findPendingVersion(document)?.originalId ?? document.originalId) && document.pending !== null);
  const known = new Set(documents.flatMap(originalIdsOf));
  return [
    ...findings('original-missing', id, settled.filter(({ originalId }) => !originalsOnDisk.has(originalId)).map((document) => document.id)),
    ...findings('original-damaged', id, damaged),
    ...findings('pending-missing', id, lacksPending.map((document) => document.id)),
    ...findings('original-without-document', id, without(originalsOnDisk, known)),
    ...findings('tables-without-document', id, without(tablesOnDisk, known)),
  ];
};
