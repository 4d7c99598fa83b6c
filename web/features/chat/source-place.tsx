'use client';

import type { Hit } from '#contracts/search';
import { useText } from '../../lib/i18n/language.ts';

/** Where in its document a passage stands: page and the nearest heading; the whole path of headings on hover. */
export function SourcePlace({ source }: { source: Pick<Hit, 'page' | 'heading'> }) {
  const t = useText().chat.answer;
  const nearest = source.heading?.split(' > ').at(-1);
  const place = [source.page !== undefined && t.page(source.page), nearest].filter(Boolean).join(' · ');
  if (!place) return null;
  return (
    <span className="block truncate text-xs text-muted" title={source.heading}>
      {place}
    </span>
  );
}
