'use client';

import type { DocumentFilter } from '#contracts/document-filter';
import { useText } from '../../lib/i18n/language.ts';
import { DocumentFilterFields } from './document-filter-fields.tsx';
import { isFiltering } from './filter-parts.ts';
import { useFilterWords } from './use-filter-words.ts';

type FilterSectionProps = {
  filter: DocumentFilter;
  onChange: (filter: DocumentFilter) => void;
  onSettle: (filter: DocumentFilter) => void;
};

/** The filter, folded away until it is wanted; folded, it still says what it keeps to. */
export function FilterSection({ filter, onChange, onSettle }: FilterSectionProps) {
  const t = useText().filter;
  const words = useFilterWords(filter);
  return (
    <details className="mt-4 text-sm">
      <summary className="w-fit max-w-full rounded">
        <span className="font-medium">{t.title}</span>
        <span className="ml-2 text-muted">{isFiltering(filter) ? words : t.all}</span>
      </summary>
      <div className="mt-3 grid gap-x-8 gap-y-4 sm:grid-cols-3">
        <DocumentFilterFields filter={filter} onChange={onChange} onSettle={onSettle} />
      </div>
    </details>
  );
}
