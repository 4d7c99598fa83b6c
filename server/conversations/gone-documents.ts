import type { AssistantMessage } from '#contracts/message';

/** The documents that an answer quotes, or that its trace shows. */
export function documentIdsOf({ sources, trace }: AssistantMessage): string[] {
  return [...sources, ...(trace?.candidates ?? [])].map(({ documentId }) => documentId).filter((id) => id !== '');
}

/** Pages of the web are documents of nobody; what was quoted of them stays. */
const isReadable = (documentId: string, readable: ReadonlySet<string>) => documentId === '' || readable.has(documentId);

/** The answer without anything said by documents that cannot be read any more; its sources keep their numbers and names. */
export function withoutGoneDocuments(answer: AssistantMessage, readable: ReadonlySet<string>): AssistantMessage {
  const { sources, trace } = answer;
  return {
    ...answer,
    sources: sources.map((source) => (isReadable(source.documentId, readable) ? source : { ...source, text: '', isGone: true })),
    trace: trace && { ...trace, candidates: trace.candidates.filter(({ documentId }) => isReadable(documentId, readable)) },
  };
}
