'use client';

import type { Document } from '#contracts/document';
import { keys, useRefresh } from '../../../lib/queries.ts';

/** Fetches a document and the lists that show it anew. */
export function useRefreshDocument({ id, knowledgeBaseId }: Pick<Document, 'id' | 'knowledgeBaseId'>): () => Promise<unknown> {
  return useRefresh(keys.document(id), keys.documents(knowledgeBaseId));
}
