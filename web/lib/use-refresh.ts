'use client';

import { type QueryKey, useQueryClient } from '@tanstack/react-query';

/** Forgets what is known under these keys; done when what is shown of it has come anew. */
export function useRefresh(...queryKeys: QueryKey[]): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(queryKeys.map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}
