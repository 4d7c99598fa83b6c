import { Splitting } from '#contracts/splitting';
import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import { splittingOf } from '../retrieval/built-with.ts';

/** How a document is split: as its knowledge base says, but for what the document says itself. */
export function splittingFor(document: Pick<DocumentRow, 'splitting'>, knowledgeBase: Splitting): Splitting {
  const own = document.splitting === null ? {} : Splitting.partial().parse(JSON.parse(document.splitting));
  return { ...splittingOf(knowledgeBase), ...own };
}
