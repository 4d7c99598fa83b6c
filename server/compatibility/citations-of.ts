import type { AssistantMessage } from '#contracts/message';
import type { Citation } from '#contracts/openai';

const citationMark = /\[(\d{1,3})\]/g;

/** What the numbers in the answer stand for, in their order. */
export function citationsOf({ text, sources }: Pick<AssistantMessage, 'text' | 'sources'>): Citation[] {
  const cited = new Set([...text.matchAll(citationMark)].map(([, number]) => Number(number)));
  return sources
    .filter(({ number }) => cited.has(number))
    .map(({ number, documentName, documentId, text: quote, page, start, end, score }) => ({
      number,
      document: documentName,
      document_id: documentId,
      quote,
      page,
      start,
      end,
      score,
    }));
}
