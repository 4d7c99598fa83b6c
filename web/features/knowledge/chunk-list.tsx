'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { listChunks } from '../../lib/api/documents.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { keys } from '../../lib/queries.ts';
import { SourcePlace } from '../chat/source-place.tsx';

const pageSize = 20;

/** The chunks of a document, a page at a time. `version` makes a new parse fetch them anew. */
export function ChunkList({ documentId, version }: { documentId: string; version: number }) {
  const t = useText();
  const format = useFormat();
  const [page, setPage] = useState(1);
  const chunks = useQuery({
    queryKey: [...keys.chunks(documentId, page), version],
    queryFn: ({ signal }) => listChunks(documentId, { page, pageSize }, signal),
    placeholderData: keepPreviousData,
  });
  if (chunks.isPending) return <Skeleton rows={5} rowClass="h-16" />;
  if (chunks.isError) return <ErrorNotice error={chunks.error} onRetry={() => void chunks.refetch()} />;
  const pages = Math.max(1, Math.ceil(chunks.data.total / pageSize));
  if (chunks.data.total === 0) return <p className="text-sm text-muted">{t.knowledge.document.noChunks}</p>;
  return (
    <>
      <ol className="space-y-3">
        {chunks.data.items.map((chunk) => (
          <li key={chunk.id} className="rounded-lg border border-line p-3">
            <div className="flex items-baseline justify-between gap-3 text-xs text-muted">
              <span className="min-w-0">
                <SourcePlace source={chunk} />
              </span>
              <span className="shrink-0 tabular-nums">
                {t.knowledge.document.range(format.number(chunk.start), format.number(chunk.end))}
              </span>
            </div>
            <p className="mt-1.5 text-sm whitespace-pre-wrap">{chunk.text}</p>
          </li>
        ))}
      </ol>
      {pages > 1 && (
        <div className="mt-4 flex items-center justify-center gap-2 text-sm">
          <IconButton label={t.common.previous} size="small" disabled={page === 1} onClick={() => setPage(page - 1)}>
            <ChevronLeft size={16} aria-hidden />
          </IconButton>
          <span className="tabular-nums">{t.knowledge.document.pageOf(format.number(page), format.number(pages))}</span>
          <IconButton label={t.common.next} size="small" disabled={page === pages} onClick={() => setPage(page + 1)}>
            <ChevronRight size={16} aria-hidden />
          </IconButton>
        </div>
      )}
    </>
  );
}
