import type { AssistantMessage } from '#contracts/message';

/** The documents that an answer quotes, or that its trace shows. */
export function documentIdsOf({ sources, trace }: AssistantMessage): string[] {
  return [...sources, ...(trace?.candidates ?? [])].map(({ documentId }) => documentId);
}

/** The answer without anything said by documents that cannot be read any more; its sources keep their numbers and names. */
export function withoutGoneDocuments(answer: AssistantMessage, readable: ReadonlySet<string>): AssistantMessage {
  const { sources, trace } = answer;
  return {
    ...answer,
    sources: sources.map((source) => (readable.has(source.documentId) ? source : { ...source, text: '', isGone: true })),
    trace: trace && { ...trace, candidates: trace.candidates.filter(({ documentId }) => readable.has(documentId)) },
  };
}
