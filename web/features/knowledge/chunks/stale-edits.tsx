'use client';

import { useQuery } from '@tanstack/react-query';
import type { Document } from '#contracts/document';
import { Button } from '../../../components/button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Notice } from '../../../components/notice.tsx';
import { listStaleEdits } from '../../../lib/api/chunks.ts';
import { useFormat, useText } from '../../../lib/i18n/language.ts';
import { keys } from '../../../lib/queries.ts';
import { useChunkActions } from './use-chunk-actions.ts';

const pageSize = 50;

/** Edits whose chunk is gone: their words become a chunk of their own, or are forgotten. */
export function StaleEdits({ document }: { document: Document }) {
  const t = useText().curation.chunks;
  const format = useFormat();
  const edits = useQuery({
    queryKey: [...keys.staleEdits(document.id), document.version, document.updatedAt],
    queryFn: ({ signal }) => listStaleEdits(document.id, { pageSize }, signal),
  });
  const { undoEdit, addFromEdit } = useChunkActions(document);
  const isBusy = undoEdit.isPending || addFromEdit.isPending;
  const failure = undoEdit.error ?? addFromEdit.error;
  if (!edits.data || edits.data.total === 0) return null;
  return (
    <Notice look="warn" className="mb-4" title={t.staleTitle(format.number(edits.data.total))}>
      <p>{t.staleText}</p>
      <ul className="mt-2 divide-y divide-line">
        {edits.data.items.map(({ id, kind, text }) => (
          <li key={id} className="py-2">
            <p className="text-xs">{t.staleKinds[kind]}</p>
            <p className="line-clamp-4 whitespace-pre-wrap text-ink">{text}</p>
            <div className="mt-1.5 flex gap-2">
              {kind === 'replace' && (
                <Button size="small" disabled={isBusy} onClick={() => addFromEdit.mutate(id)}>
                  {t.apply}
                </Button>
              )}
              <Button size="small" look="quiet" disabled={isBusy} onClick={() => undoEdit.mutate(id)}>
                {t.drop}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {failure && <ErrorNotice error={failure} className="mt-2" />}
    </Notice>
  );
}
