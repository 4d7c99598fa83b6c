'use client';

import { RotateCcw } from 'lucide-react';
import { DocumentStatus } from '#contracts/document';
import { Button } from '../../components/button.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { Select } from '../../components/select-field.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import type { BulkChanges } from './bulk-changes.ts';
import { SelectionBar } from './selection-bar.tsx';
import { TagFilter } from './tag-filter.tsx';
import type { DocumentRows, RowFilter } from './use-document-rows.ts';
import type { Selection } from './use-selection.ts';

type DocumentToolsProps = {
  filter: RowFilter;
  onFilter: (part: Partial<RowFilter>) => void;
  selection: Selection;
  rows: DocumentRows;
  bulk: BulkChanges;
};

/** Filters, and what can be done with the ticked documents. */
export function DocumentTools({ filter, onFilter, selection, rows, bulk }: DocumentToolsProps) {
  const t = useText().knowledge;
  const format = useFormat();
  const present = new Map(rows.loaded.map((document) => [document.id, document]));
  const selected = selection.documents.map((document) => present.get(document.id) ?? document);
  const failed = rows.loaded.filter(({ status }) => status === 'failed');
  const knownTags = [...new Set([...rows.loaded, ...selected].flatMap(({ tags }) => tags))].sort();
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <SearchInput
          className="min-w-40 sm:max-w-64"
          label={t.table.filter}
          value={filter.query}
          onChange={(query) => onFilter({ query })}
        />
        <TagFilter tag={filter.tag} knownTags={knownTags} onTag={(tag) => onFilter({ tag })} />
        <Select
          aria-label={t.table.state}
          className="max-w-36"
          options={[{ id: '', name: t.table.allStates }, ...DocumentStatus.options.map((id) => ({ id, name: t.statuses[id] }))]}
          value={filter.status ?? ''}
          onChange={(status) => onFilter({ status: status || undefined })}
        />
        {failed.length > 0 && selected.length === 0 && (
          <Button size="small" look="quiet" className="ml-auto" disabled={bulk.isPending} onClick={() => bulk.change(failed, { action: 'retry' })}>
            <RotateCcw size={14} aria-hidden />
            {t.table.retryFailed} ({format.number(failed.length)})
          </Button>
        )}
      </div>
      {selected.length > 0 && <SelectionBar documents={selected} bulk={bulk} knownTags={knownTags} onClear={selection.clear} />}
    </>
  );
}
