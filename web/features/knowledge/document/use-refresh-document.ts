'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Document } from '#contracts/document';
import { keys } from '../../../lib/queries.ts';

/** Fetches a document and the lists that show it anew. */
export function useRefreshDocument({ id, knowledgeBaseId }: Pick<Document, 'id' | 'knowledgeBaseId'>): () => Promise<unknown> {
  const client = useQueryClient();
  return () => Promise.all([keys.document(id), keys.documents(knowledgeBaseId)].map((queryKey) => client.invalidateQueries({ queryKey })));
}
