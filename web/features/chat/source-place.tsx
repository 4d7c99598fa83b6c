'use client';

import type { Hit } from '#contracts/search';
import { useText } from '../../lib/i18n/language.ts';

/** Where in its document a passage stands: page and heading. */
export function SourcePlace({ source }: { source: Pick<Hit, 'page' | 'heading'> }) {
  const t = useText().chat.answer;
  const place = [source.page !== undefined && t.page(source.page), source.heading].filter(Boolean).join(' · ');
  return place ? <p className="truncate text-xs text-muted">{place}</p> : null;
}
