'use client';

import type { DocumentFilter } from '#contracts/document-filter';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { entriesOf, entryText } from './filter-parts.ts';

/** What a filter keeps to, in a line: `report* · finance · author: Li Wei`. */
export function useFilterWords(filter: DocumentFilter): string {
  const t = useText().knowledge;
  const format = useFormat();
  const { documentIds, name, tags = [] } = filter;
  return [documentIds && t.documents(format.number(documentIds.length)), name, ...tags, ...entriesOf(filter).map(entryText)].filter(Boolean).join(' · ');
}
