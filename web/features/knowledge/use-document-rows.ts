'use client';

import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { Document, DocumentStatus } from '#contracts/document';
import { pageSizeLimit } from '#contracts/pagination';
import { listDocuments } from '../../lib/api/documents.ts';
import { keys } from '../../lib/queries.ts';
import { useHiddenIds } from '../../lib/undoable-removal.ts';

export type SortKey = 'name' | 'mediaType' | 'sizeBytes' | 'chunkCount' | 'status' | 'createdAt';
export type Sort = { key: SortKey; descending: boolean };

/** Up to this many documents are all fetched when they are to be sorted. */
export const sortableLimit = 2_000;
const newestFirst: Sort = { key: 'createdAt', descending: true };

export type DocumentRows = ReturnType<typeof useDocumentRows>;

/** The rows of the table. Only the pages in sight are fetched, so a knowledge base may hold any number of documents. */
export function useDocumentRows(knowledgeBaseId: string, filter: { query: string; status: DocumentStatus | undefined }) {
  const [visible, setVisible] = useState<{ first: number; last: number }>({ first: 0, last: 0 });
  const [sort, setSort] = useState<Sort>(newestFirst);
  const [known, setKnown] = useState({ filter: '', total: 0 });
  const hidden = useHiddenIds();
  const filterKey = `${filter.query}\n${filter.status ?? ''}`;
  const knownTotal = known.filter === filterKey ? known.total : 0;
  const isSorted = sort.key !== newestFirst.key || !sort.descending;
  const pages = wantedPages(visible, knownTotal, isSorted);
  const fetched = useQueries({
    queries: pages.map((page) => ({
      queryKey: [...keys.documents(knowledgeBaseId), filterKey, page],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        listDocuments(knowledgeBaseId, { ...filterQuery(filter), page, pageSize: pageSizeLimit }, signal),
    })),
  });
  const total = fetched.find(({ data }) => data)?.data?.total ?? knownTotal;
  if (total !== knownTotal || known.filter !== filterKey) setKnown({ filter: filterKey, total });

  const fetchedRows: (Document | undefined)[] = [];
  fetched.forEach(({ data }, nth) =>
    data?.items.forEach((document, index) => (fetchedRows[(pages[nth]! - 1) * pageSizeLimit + index] = document)),
  );
  const shown = fetchedRows.filter((row) => row === undefined || !hidden.has(row.id));
  const loaded = shown.filter((row) => row !== undefined);
  const rows = isSorted ? loaded.toSorted(compareBy(sort)) : hidden.size === 0 ? fetchedRows : shown;
  const failure = fetched.find(({ isError }) => isError)?.error;
  return {
    total: total - (fetchedRows.length - shown.length),
    rowAt: (index: number) => rows[index],
    loaded,
    isPending: total === 0 && fetched.some(({ isPending }) => isPending),
    failure,
    retry: () => fetched.forEach(({ isError, refetch }) => isError && void refetch()),
    setVisible: (first: number, last: number) => {
      if (pageOf(first) !== pageOf(visible.first) || pageOf(last) !== pageOf(visible.last)) setVisible({ first, last });
    },
    sort,
    isSortable: total <= sortableLimit,
    sortBy: (key: SortKey) => setSort((now) => ({ key, descending: now.key === key ? !now.descending : key === 'createdAt' })),
  };
}

function pageOf(index: number): number {
  return Math.floor(index / pageSizeLimit) + 1;
}

function wantedPages(visible: { first: number; last: number }, total: number, isSorted: boolean): number[] {
  const last = Math.max(1, pageOf(Math.max(0, total - 1)));
  const [from, to] =
    isSorted && total <= sortableLimit ? [1, last] : [Math.min(pageOf(visible.first), last), Math.min(pageOf(visible.last), last)];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function filterQuery({ query, status }: { query: string; status: DocumentStatus | undefined }) {
  return { ...(query ? { query } : {}), ...(status ? { status } : {}) };
}

function compareBy({ key, descending }: Sort) {
  const collator = new Intl.Collator(undefined, { numeric: true });
  return (a: Document, b: Document) => {
    const [left, right] = [a[key], b[key]];
    const order = typeof left === 'number' ? left - (right as number) : collator.compare(String(left), String(right));
    return descending ? -order : order;
  };
}
