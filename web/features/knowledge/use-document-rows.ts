'use client';

import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { Document, DocumentQuery, DocumentStatus } from '#contracts/document';
import { pageSizeLimit } from '#contracts/pagination';
import { type DocumentListQuery, listDocuments } from '../../lib/api/documents.ts';
import { keys } from '../../lib/queries.ts';
import { useHiddenIds } from '../../lib/undoable-removal.ts';
import { placeAmongAll } from './place-among-all.ts';

export type SortKey = DocumentQuery['sort'];
export type Sort = { key: SortKey; descending: boolean };
/** Which documents are listed. */
export type RowFilter = { query: string; status: DocumentStatus | undefined; tag: string };

export const allDocuments: RowFilter = { query: '', status: undefined, tag: '' };
const newestFirst: Sort = { key: 'createdAt', descending: true };

export type DocumentRows = ReturnType<typeof useDocumentRows>;

/** The rows of the table. Only the pages in sight are fetched, so a knowledge base may hold any number of documents. */
export function useDocumentRows(knowledgeBaseId: string, filter: RowFilter) {
  const [visible, setVisible] = useState<{ first: number; last: number }>({ first: 0, last: 0 });
  const [sort, setSort] = useState<Sort>(newestFirst);
  const [known, setKnown] = useState({ filter: '', total: 0 });
  const hidden = useHiddenIds();
  const filterKey = JSON.stringify(filter);
  const knownTotal = known.filter === filterKey ? known.total : 0;
  const pages = wantedPages(visible, knownTotal);
  const fetched = useQueries({
    queries: pages.map((page) => ({
      queryKey: [...keys.documents(knowledgeBaseId), filterKey, sort, page],
      queryFn: ({ signal }: { signal: AbortSignal }) => listDocuments(knowledgeBaseId, listQuery(filter, sort, page), signal),
    })),
  });
  const total = fetched.find(({ data }) => data)?.data?.total ?? knownTotal;
  if (total !== knownTotal || known.filter !== filterKey) setKnown({ filter: filterKey, total });

  const rows = new Map<number, Document>();
  fetched.forEach(({ data }, nth) => data?.items.forEach((document, index) => rows.set((pages[nth]! - 1) * pageSizeLimit + index, document)));
  const hiddenRows = [...rows].filter(([, { id, parentId }]) => hidden.has(id) || (parentId !== undefined && hidden.has(parentId)));
  const hiddenIndexes = hiddenRows.map(([index]) => index).sort((a, b) => a - b);
  const loaded = [...rows].filter(([index]) => !hiddenIndexes.includes(index)).map(([, document]) => document);
  return {
    total: total - hiddenIndexes.length,
    rowAt: (index: number) => rows.get(placeAmongAll(index, hiddenIndexes)),
    loaded,
    isPending: total === 0 && fetched.some(({ isPending }) => isPending),
    failure: fetched.find(({ isError }) => isError)?.error,
    retry: () => fetched.forEach(({ isError, refetch }) => isError && void refetch()),
    setVisible: (first: number, last: number) => {
      if (pageOf(first) !== pageOf(visible.first) || pageOf(last) !== pageOf(visible.last)) setVisible({ first, last });
    },
    sort,
    sortBy: (key: SortKey) => setSort((now) => ({ key, descending: now.key === key ? !now.descending : key === 'createdAt' })),
  };
}

function pageOf(index: number): number {
  return Math.floor(index / pageSizeLimit) + 1;
}

function wantedPages(visible: { first: number; last: number }, total: number): number[] {
  const last = Math.max(1, pageOf(Math.max(0, total - 1)));
  const [from, to] = [Math.min(pageOf(visible.first), last), Math.min(pageOf(visible.last), last)];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function listQuery({ query, status, tag }: RowFilter, { key, descending }: Sort, page: number): DocumentListQuery {
  return {
    ...(query ? { query } : {}),
    ...(status ? { status } : {}),
    ...(tag ? { tag } : {}),
    sort: key,
    direction: descending ? 'desc' : 'asc',
    page,
    pageSize: pageSizeLimit,
  };
}
