'use client';

import { CircleAlert, CircleCheck, CirclePause } from 'lucide-react';
import type { Document, DocumentProgress } from '#contracts/document';
import { Bar } from '../../components/bar.tsx';
import { classNames } from '../../lib/class-names.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { useServerText, useServerWords } from '../../lib/i18n/server-text.ts';

/** Not taken in because somebody wanted it so: nothing is wrong with the document. */
const putOffCodes: ReadonlySet<string> = new Set(['postponed', 'cancelled']);

/** The state of a document: ready, what went wrong, or which stage it is in and how far. */
export function DocumentState({ document, live }: { document: Document; live: DocumentProgress | undefined }) {
  const t = useText().knowledge;
  const format = useFormat();
  const told = useServerText();
  const words = useServerWords();
  const status = live?.status ?? document.status;
  const failure = live?.failure ?? document.failure;
  const { isUpdating } = document;
  if (status === 'ready') {
    return (
      <span className="inline-flex items-center gap-1.5 text-muted">
        <CircleCheck size={15} aria-hidden className="text-ok" />
        {t.statuses.ready}
      </span>
    );
  }
  if (status === 'failed' && failure && putOffCodes.has(failure.code)) {
    return (
      <span className="inline-flex items-center gap-1.5 text-muted" title={t.table.putOffHint}>
        <CirclePause size={15} aria-hidden className="shrink-0" />
        {t.table.putOff}
      </span>
    );
  }
  if (status === 'failed') {
    return (
      <span
        className={classNames('flex items-center gap-1.5', isUpdating ? 'text-warn' : 'text-danger')}
        title={words(failure?.message, failure?.hint)}
      >
        <CircleAlert size={15} aria-hidden className="shrink-0" />
        <span className="line-clamp-2 text-xs">{isUpdating ? t.table.updateFailed : failure ? told(failure.message) : t.statuses.failed}</span>
      </span>
    );
  }
  const percent = live?.percent ?? 0;
  return (
    <span className="block">
      <span className="flex justify-between gap-2 text-xs text-muted">
        <span className="truncate">{isUpdating ? t.table.updating(t.statuses[status]) : t.statuses[status]}</span>
        {percent > 0 && <span className="tabular-nums">{format.percent(percent / 100)}</span>}
      </span>
      <Bar value={percent / 100} label={t.statuses[status]} className="mt-1" />
    </span>
  );
}
