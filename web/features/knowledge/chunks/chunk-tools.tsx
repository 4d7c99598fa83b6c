'use client';

import { ChunkState } from '#contracts/chunk';
import { SearchInput } from '../../../components/search-input.tsx';
import { Select } from '../../../components/select-field.tsx';
import { useFormat, useText } from '../../../lib/i18n/language.ts';

type ChunkFilter = { query: string; state: ChunkState };
type ChunkToolsProps = { filter: ChunkFilter; total: number; disabled: boolean; onFilter: (part: Partial<ChunkFilter>) => void };

/** Finds chunks by their words and their state. */
export function ChunkTools({ filter, total, disabled, onFilter }: ChunkToolsProps) {
  const t = useText().curation.chunks;
  const format = useFormat();
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchInput className="min-w-36" label={t.find} disabled={disabled} value={filter.query} onChange={(query) => onFilter({ query })} />
      <Select
        aria-label={t.state}
        className="max-w-36"
        disabled={disabled}
        options={ChunkState.options.map((id) => ({ id, name: t.states[id] }))}
        value={filter.state}
        onChange={(state) => onFilter({ state })}
      />
      <span role="status" className="text-xs text-muted tabular-nums">
        {t.total(format.number(total))}
      </span>
    </div>
  );
}
