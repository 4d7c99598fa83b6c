'use client';

import type { Hit } from '#contracts/search';
import { useFormat, useText } from '../../lib/i18n/language.ts';

type PlacedSource = Pick<Hit, 'page' | 'heading' | 'place' | 'origin'> & { url?: string | undefined };

/** Where in its document a passage stands: host of a page of the web, page, time, sheet and rows, and the nearest heading; the whole path of headings on hover. */
export function SourcePlace({ source }: { source: PlacedSource }) {
  const place = usePlaceWords(source);
  if (!place) return null;
  return (
    <span className="block truncate text-xs text-muted" title={source.heading}>
      {place}
    </span>
  );
}

function usePlaceWords({ page, heading, place, origin, url }: PlacedSource): string {
  const { chat, curation } = useText();
  const format = useFormat();
  const { time, sheet, rows } = place ?? {};
  const parts = [
    url && new URL(url).host,
    page !== undefined && chat.answer.page(page),
    time && format.clock(time.startMs),
    sheet,
    rows && (rows.from === rows.to ? curation.place.row(format.number(rows.from)) : curation.place.rows(format.number(rows.from), format.number(rows.to))),
    heading?.split(' > ').at(-1),
    origin !== undefined && origin !== 'document' && curation.place.origins[origin],
  ];
  return [...new Set(parts.filter(Boolean))].join(' · ');
}
