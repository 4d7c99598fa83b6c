import type { Finding, FindingKind } from '#contracts/maintenance';
import type { AppContext } from '../../context.ts';
import type { KnowledgeBase as KnowledgeBaseRow } from '../../generated/prisma/client.ts';
import { addKeywords, embedDamaged, embedMissing, removeKeywords, renewIndex, renewKeywords } from './repair-chunks.ts';
import { countAgain, dropPending, markOriginalDamaged, markOriginalMissing, readAgain, splitAgain } from './repair-documents.ts';
import { isStray, removeChunks, removeOriginals, removeStrays, removeTables } from './repair-strays.ts';

export type RepairContext = Pick<AppContext, 'database' | 'files' | 'jobs' | 'progress' | 'indexes' | 'embeddingModels'>;

/** Puts right what was found of one kind in one knowledge base. Done twice, it does no harm. */
export type Repair = (context: RepairContext, knowledgeBase: KnowledgeBaseRow, subjects: readonly string[]) => Promise<void>;

/** In the order in which they are done: rows first, then what follows from them. */
const repairs: readonly (readonly [FindingKind, Repair])[] = [
  ['original-missing', markOriginalMissing],
  ['original-damaged', markOriginalDamaged],
  ['pending-missing', dropPending],
  ['original-without-document', removeOriginals],
  ['tables-without-document', removeTables],
  ['chunk-count-wrong', countAgain],
  ['keywords-damaged', renewKeywords],
  ['chunk-without-keywords', addKeywords],
  ['keywords-without-chunk', removeKeywords],
  ['chunk-without-vector', embedMissing],
  ['vector-damaged', embedDamaged],
  ['chunk-without-index', renewIndex],
  ['index-without-chunk', renewIndex],
  ['text-missing', splitAgain],
  ['span-wrong', readAgain],
  ['ready-without-chunks', splitAgain],
];

/** @returns how many of the findings were put right, or are being */
export async function repair(context: RepairContext, found: readonly Finding[]): Promise<number> {
  const subjectsOf = (kind: FindingKind, knowledgeBaseId?: string) =>
    found.filter((finding) => finding.kind === kind && (knowledgeBaseId === undefined || finding.knowledgeBaseId === knowledgeBaseId)).map(({ subject }) => subject);
  await removeChunks(context, found.filter(({ kind }) => kind === 'chunk-without-document'));
  for (const kind of new Set(found.map((finding) => finding.kind))) if (isStray(kind)) await removeStrays(context, kind, subjectsOf(kind));
  for (const id of new Set(found.map(({ knowledgeBaseId }) => knowledgeBaseId))) {
    const knowledgeBase = await context.database.client.knowledgeBase.findUnique({ where: { id } });
    if (!knowledgeBase) continue;
    for (const [kind, each] of repairs) {
      const subjects = subjectsOf(kind, id);
      if (subjects.length > 0) await each(context, knowledgeBase, subjects);
    }
    await context.database.write((transaction) => transaction.knowledgeBase.updateMany({ where: { id }, data: { revision: { increment: 1 } } }));
  }
  return found.length;
}
