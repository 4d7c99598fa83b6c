'use client';

import { ListFilter } from 'lucide-react';
import type { DocumentFilter } from '#contracts/document-filter';
import { useText } from '../../lib/i18n/language.ts';
import { isFiltering } from '../document-filter/filter-parts.ts';
import { useFilterWords } from '../document-filter/use-filter-words.ts';
import { OptionChip } from './option-chip.tsx';
import type { TurnChoices } from './turn-options.ts';

/** The documents that the conversation keeps to, when it does not search all. */
export function FilterChip({ choices }: { choices: TurnChoices }) {
  const { filter } = choices.options;
  return isFiltering(filter) ? <Chip filter={filter} onRemove={() => choices.change({ filter: {} })} /> : null;
}

function Chip({ filter, onRemove }: { filter: DocumentFilter; onRemove: () => void }) {
  const t = useText().filter;
  const words = useFilterWords(filter);
  return (
    <OptionChip
      label={words}
      icon={<ListFilter size={14} aria-label={t.title} className="-ml-1 mr-1.5 shrink-0 text-accent" />}
      removeLabel={t.searchAll(words)}
      onRemove={onRemove}
    />
  );
}
