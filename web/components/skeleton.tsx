'use client';

import { useText } from '../lib/i18n/language.ts';

/** Holds the place of rows that are on their way; shows only after 300 ms. */
export function Skeleton({ rows = 3, rowClass = 'h-5' }: { rows?: number; rowClass?: string | undefined }) {
  const t = useText();
  return (
    <div role="status" className="late space-y-3">
      <span className="sr-only">{t.common.loading}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={`rounded-md bg-hover ${rowClass}`} />
      ))}
    </div>
  );
}
