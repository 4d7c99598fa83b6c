'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { DocumentProgress } from '#contracts/document';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { classNames } from '../../lib/class-names.ts';
import { useText } from '../../lib/i18n/language.ts';
import { columnsClass, DocumentRow, wideOnlyClass } from './document-row.tsx';
import type { DocumentRows, SortKey } from './use-document-rows.ts';
import type { Selection } from './use-selection.ts';

const rowHeightPx = 52;
const overscanRows = 12;

type DocumentTableProps = {
  rows: DocumentRows;
  live: ReadonlyMap<string, DocumentProgress>;
  selection: Selection;
  onOpen: (id: string) => void;
  onTag: (tag: string) => void;
};

/** A table that draws only the rows in sight, and so stays quick with 100,000 of them. */
export function DocumentTable({ rows, live, selection, onOpen, onTag }: DocumentTableProps) {
  const t = useText().knowledge.table;
  const viewport = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.total,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeightPx,
    overscan: overscanRows,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { setVisible } = rows;
  useEffect(() => setVisible(first, last), [first, last, setVisible]);
  if (rows.failure && rows.total === 0) return <ErrorNotice error={rows.failure} onRetry={rows.retry} />;
  if (rows.isPending) return <Skeleton rows={5} rowClass="h-9" />;
  return (
    <div ref={viewport} className="min-h-72 flex-1 basis-96 overflow-auto rounded-lg border border-line bg-surface">
      <div role="table" aria-rowcount={rows.total + 1}>
        <TableHead rows={rows} selection={selection} />
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start, size }) => {
            const document = rows.rowAt(index);
            return (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                className="absolute inset-x-0"
                style={{ height: size, transform: `translateY(${start}px)` }}
              >
                {document ? (
                  <DocumentRow
                    document={document}
                    live={live.get(document.id)}
                    isSelected={selection.has(document.id)}
                    onToggle={() => selection.toggle(document)}
                    onOpen={() => onOpen(document.id)}
                    onTag={onTag}
                  />
                ) : (
                  <div role="cell" className="late mx-4 my-4 h-4 rounded bg-hover" />
                )}
              </div>
            );
          })}
        </div>
        {rows.total === 0 && <p className="px-4 py-10 text-center text-sm text-muted">{t.nothing}</p>}
      </div>
    </div>
  );
}

function TableHead({ rows, selection }: { rows: DocumentRows; selection: Selection }) {
  const t = useText().knowledge.table;
  const columns: [SortKey | 'kind', string][] = [
    ['name', t.name],
    ['kind', t.kind],
    ['sizeBytes', t.size],
    ['chunkCount', t.chunks],
    ['status', t.state],
    ['createdAt', t.added],
  ];
  const areAllSelected = rows.loaded.length > 0 && rows.loaded.every(({ id }) => selection.has(id));
  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-sunken">
      <div role="row" aria-rowindex={1} className={classNames(columnsClass, 'h-9 text-xs font-medium text-muted')}>
        <span role="columnheader" className="flex">
          <input
            type="checkbox"
            aria-label={t.selectAll}
            checked={areAllSelected}
            onChange={() => (areAllSelected ? selection.clear() : selection.set(rows.loaded))}
          />
        </span>
        {columns.map(([key, label]) => {
          const isNumber = key === 'sizeBytes' || key === 'chunkCount';
          const isAlwaysShown = key === 'name' || key === 'status';
          const cell = classNames(isNumber && 'text-right', !isAlwaysShown && wideOnlyClass);
          return key === 'kind' ? (
            <span key={key} role="columnheader" className={cell}>
              {label}
            </span>
          ) : (
            <SortableHead key={key} rows={rows} sortKey={key} label={label} className={cell} />
          );
        })}
      </div>
    </div>
  );
}

type SortableHeadProps = { rows: DocumentRows; sortKey: SortKey; label: string; className: string };

function SortableHead({ rows: { sort, sortBy }, sortKey, label, className }: SortableHeadProps) {
  const isActive = sort.key === sortKey;
  const direction = sort.descending ? 'descending' : 'ascending';
  return (
    <span role="columnheader" aria-sort={isActive ? direction : 'none'} className={className}>
      <button type="button" onClick={() => sortBy(sortKey)} className="inline-flex items-center gap-1 rounded hover:text-ink">
        {label}
        {isActive && (sort.descending ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />)}
      </button>
    </span>
  );
}
