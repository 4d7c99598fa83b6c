'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { ErrorNotice } from './error-notice.tsx';
import { Skeleton } from './skeleton.tsx';

type QueryStateProps = { query: UseQueryResult; rows: number; rowClass?: string };

/** Holds the place of what is on its way, and tells why it did not come. */
export function QueryState({ query, rows, rowClass }: QueryStateProps) {
  if (query.isPending) return <Skeleton rows={rows} rowClass={rowClass} />;
  return query.isError && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
}
