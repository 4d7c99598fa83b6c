'use client';

import type { Document, DocumentProgress } from '#contracts/document';
import { classNames } from '../../lib/class-names.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { DocumentState } from './document-state.tsx';
import { documentKind } from './document-kind.ts';
import { DocumentName } from './document-name.tsx';

/** The columns of the table: tick, name, kind, size, chunks, state, added; on narrow screens tick, name and state. */
export const columnsClass =
  'grid grid-cols-[1.25rem_minmax(0,1fr)_8rem] items-center gap-4 px-4 md:grid-cols-[1.25rem_minmax(0,1fr)_3.5rem_4.5rem_3.5rem_13rem_5.5rem]';
/** For cells that narrow screens leave out. */
export const wideOnlyClass = 'hidden md:block';

type DocumentRowProps = {
  document: Document;
  live: DocumentProgress | undefined;
  isSelected: boolean;
  onToggle: () => void;
  onOpen: () => void;
  onTag: (tag: string) => void;
};

export function DocumentRow({ document, live, isSelected, onToggle, onOpen, onTag }: DocumentRowProps) {
  const t = useText().knowledge.table;
  const format = useFormat();
  const { name, sizeBytes, chunkCount, createdAt } = document;
  return (
    <div className={classNames(columnsClass, 'h-full border-b border-line text-sm', isSelected ? 'bg-accent-soft' : 'hover:bg-hover')}>
      <span role="cell" className="flex">
        <input type="checkbox" aria-label={t.select(name)} checked={isSelected} onChange={onToggle} />
      </span>
      <span role="cell" className="min-w-0">
        <DocumentName document={document} onOpen={onOpen} onTag={onTag} />
      </span>
      <span role="cell" className={`truncate text-muted ${wideOnlyClass}`}>
        {documentKind(document)}
      </span>
      <span role="cell" className={`text-right text-muted tabular-nums ${wideOnlyClass}`}>
        {format.bytes(sizeBytes)}
      </span>
      <span role="cell" className={`text-right text-muted tabular-nums ${wideOnlyClass}`}>
        {format.number(chunkCount)}
      </span>
      <span role="cell" className="min-w-0">
        <DocumentState document={document} live={live} />
      </span>
      <span role="cell" className={`truncate text-muted ${wideOnlyClass}`} title={format.dateTime(createdAt)}>
        {format.recent(createdAt)}
      </span>
    </div>
  );
}
