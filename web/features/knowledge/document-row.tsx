'use client';

import type { Document, DocumentProgress } from '#contracts/document';
import { classNames } from '../../lib/class-names.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { DocumentState } from './document-state.tsx';
import { documentKind } from './document-kind.ts';

/** The columns of the table: tick, name, kind, size, chunks, state, added. */
export const columnsClass = 'grid grid-cols-[1.25rem_minmax(0,1fr)_4rem_4.5rem_4rem_9rem_7rem] items-center gap-3 px-4';

type DocumentRowProps = {
  document: Document;
  live: DocumentProgress | undefined;
  isSelected: boolean;
  onToggle: () => void;
  onOpen: () => void;
};

export function DocumentRow({ document, live, isSelected, onToggle, onOpen }: DocumentRowProps) {
  const t = useText().knowledge.table;
  const format = useFormat();
  const { name, sizeBytes, chunkCount, createdAt } = document;
  return (
    <div className={classNames(columnsClass, 'h-full border-b border-line text-sm', isSelected ? 'bg-accent-soft' : 'hover:bg-hover')}>
      <span role="cell" className="flex">
        <input type="checkbox" aria-label={t.select(name)} checked={isSelected} onChange={onToggle} />
      </span>
      <span role="cell" className="min-w-0">
        <button type="button" title={name} onClick={onOpen} className="block max-w-full truncate rounded text-left font-medium hover:underline">
          {name}
        </button>
      </span>
      <span role="cell" className="truncate text-muted">
        {documentKind(document)}
      </span>
      <span role="cell" className="text-right text-muted tabular-nums">
        {format.bytes(sizeBytes)}
      </span>
      <span role="cell" className="text-right text-muted tabular-nums">
        {format.number(chunkCount)}
      </span>
      <span role="cell" className="min-w-0">
        <DocumentState document={document} live={live} />
      </span>
      <span role="cell" className="truncate text-muted" title={format.dateTime(createdAt)}>
        {format.recent(createdAt)}
      </span>
    </div>
  );
}
