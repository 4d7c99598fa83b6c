import { originalIdsOf } from '../../ingestion/document-version.ts';
import { rereadId } from '../../ingestion/parsed-text.repository.ts';
import type { Audit } from './audit.ts';
import { findings, isUnderWay, saysOriginalIsGone, without } from './findings.ts';

/** Every document has its text, and each chunk of its own is the span of it that it says it is. */
export const auditTexts: Audit = async ({ database }, { knowledgeBase: { id } }) => {
  const { client } = database;
  const documents = await client.document.findMany({ where: { knowledgeBaseId: id }, select: { id: true, status: true, failure: true, originalId: true, pending: true } });
  const texts = await client.parsedText.findMany({ where: { document: { knowledgeBaseId: id } }, select: { originalId: true } });
  const known = new Set(texts.map(({ originalId }) => originalId));
  // A rebuild keeps a text read once more until its chunks are made.
  const expected = new Set(documents.flatMap(originalIdsOf).flatMap((originalId) => [originalId, rereadId(originalId)]));
  const missing: string[] = [];
  const wrong: string[] = [];
  for (const document of documents.filter((each) => !isUnderWay(each))) {
    const chunks = await client.chunk.findMany({ where: { documentId: document.id, origin: 'document' }, select: { text: true, start: true, end: true } });
    if (chunks.length === 0) continue;
    if (!known.has(document.originalId)) {
      if (!saysOriginalIsGone(document)) missing.push(document.id);
      continue;
    }
    const { text } = await client.parsedText.findUniqueOrThrow({ where: { originalId: document.originalId }, select: { text: true } });
    if (chunks.some((chunk) => chunk.text !== text.slice(chunk.start, chunk.end))) wrong.push(document.id);
  }
  return [...findings('text-missing', id, missing), ...findings('span-wrong', id, wrong), ...findings('text-without-document', id, without(known, expected))];
};
