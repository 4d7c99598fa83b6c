'use client';

import { RefreshCw, RotateCcw, Trash2, X } from 'lucide-react';
import type { Document } from '#contracts/document';
import { Button, IconButton } from '../../components/button.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import type { BulkChanges } from './bulk-changes.ts';
import { SelectionTags } from './selection-tags.tsx';

type SelectionBarProps = {
  /** The ticked ones. */
  documents: readonly Document[];
  bulk: BulkChanges;
  knownTags: readonly string[];
  onClear: () => void;
};

/** What can be done with the ticked documents. */
export function SelectionBar({ documents, bulk, knownTags, onClear }: SelectionBarProps) {
  const t = useText();
  const format = useFormat();
  const failed = documents.filter(({ status }) => status === 'failed');
  return (
    <div className="mb-2 flex flex-wrap items-center gap-1 rounded-lg bg-accent-soft py-1 pr-1 pl-3" role="group" aria-label={t.knowledge.bulk.label}>
      <span role="status" className="mr-1 text-sm">
        {t.knowledge.table.selected(format.number(documents.length))}
      </span>
      <SelectionTags documents={documents} bulk={bulk} knownTags={knownTags} />
      {failed.length > 0 && (
        <Button size="small" look="quiet" disabled={bulk.isPending} onClick={() => bulk.change(failed, { action: 'retry' })}>
          <RotateCcw size={14} aria-hidden />
          {t.knowledge.table.retryFailed} ({format.number(failed.length)})
        </Button>
      )}
      <Button size="small" look="quiet" disabled={bulk.isPending} onClick={() => bulk.change(documents, { action: 'reingest' })}>
        <RefreshCw size={14} aria-hidden />
        {t.curation.document.reingest}
      </Button>
      <Button
        size="small"
        look="quiet"
        disabled={bulk.isPending}
        onClick={() => {
          onClear();
          bulk.remove(documents);
        }}
      >
        <Trash2 size={14} aria-hidden />
        {t.common.delete}
      </Button>
      <IconButton label={t.knowledge.table.clearSelection} size="small" className="ml-auto" onClick={onClear}>
        <X size={15} aria-hidden />
      </IconButton>
    </div>
  );
}
