'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import type { ChunkState } from '#contracts/chunk';
import type { Document } from '#contracts/document';
import { Button } from '../../../components/button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { listChunks } from '../../../lib/api/chunks.ts';
import { useText } from '../../../lib/i18n/language.ts';
import { keys } from '../../../lib/queries.ts';
import { ChunkCard } from './chunk-card.tsx';
import { ChunkEditor } from './chunk-editor.tsx';
import { ChunkPager } from './chunk-pager.tsx';
import { ChunkTools } from './chunk-tools.tsx';
import { StaleEdits } from './stale-edits.tsx';
import { useChunkActions } from './use-chunk-actions.ts';

const pageSize = 20;

/** What is being written: other words for a chunk, or a new chunk before the one at a position; at the end without one. */
export type Writing = { kind: 'edit'; chunkId: string } | { kind: 'add'; position?: number };

/** The chunks of a document, a page at a time, each of which can be changed. While one is written, the list stands still. */
export function ChunkList({ document }: { document: Document }) {
  const t = useText();
  const [filter, setFilter] = useState<{ query: string; state: ChunkState }>({ query: '', state: 'all' });
  const [page, setPage] = useState(1);
  const [writing, setWriting] = useState<Writing>();
  const { add } = useChunkActions(document);
  const query = useDeferredValue(filter.query.trim());
  const chunks = useQuery({
    queryKey: [...keys.chunks(document.id), page, query, filter.state, document.version, document.updatedAt],
    queryFn: ({ signal }) => listChunks(document.id, { page, pageSize, query, state: filter.state }, signal),
    placeholderData: keepPreviousData,
    enabled: writing === undefined,
  });
  if (chunks.isError) return <ErrorNotice error={chunks.error} onRetry={() => void chunks.refetch()} />;
  if (!chunks.data) return <Skeleton rows={5} rowClass="h-16" />;
  const { items, total } = chunks.data;
  const isFiltered = query !== '' || filter.state !== 'all';
  if (total === 0 && !isFiltered && page === 1) return <p className="text-sm text-muted">{t.knowledge.document.noChunks}</p>;
  const newChunk = writing?.kind === 'add' && (
    <ChunkEditor
      label={t.curation.chunks.addLabel}
      text=""
      onSave={(text) => add.mutateAsync({ text, ...(writing.position === undefined ? {} : { position: writing.position }) })}
      onClose={() => setWriting(undefined)}
    />
  );
  return (
    <>
      <StaleEdits document={document} />
      <ChunkTools
        filter={filter}
        total={total}
        disabled={writing !== undefined}
        onFilter={(part) => {
          setFilter({ ...filter, ...part });
          setPage(1);
        }}
      />
      {total === 0 && <p className="py-6 text-center text-sm text-muted">{t.curation.chunks.nothing}</p>}
      <ol className="space-y-3">
        {items.map((chunk) => (
          <li key={chunk.position} className="space-y-3">
            <ChunkCard document={document} chunk={chunk} writing={writing} onWrite={setWriting} />
            {writing?.kind === 'add' && writing.position === chunk.position + 1 && newChunk}
          </li>
        ))}
      </ol>
      <div className="mt-4 space-y-3">
        {writing?.kind === 'add' && writing.position === undefined && newChunk}
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Button size="small" disabled={writing !== undefined} onClick={() => setWriting({ kind: 'add' })}>
            <Plus size={14} aria-hidden />
            {t.curation.chunks.add}
          </Button>
          <ChunkPager page={page} pages={Math.ceil(total / pageSize)} disabled={writing !== undefined} onPage={setPage} />
        </div>
      </div>
    </>
  );
}
