'use client';

import { Search } from 'lucide-react';
import { ChunkState } from '#contracts/chunk';
import { TextInput } from '../../../components/field.tsx';
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
      <div className="relative min-w-36 flex-1">
        <Search size={15} aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 text-muted" />
        <TextInput
          type="search"
          aria-label={t.find}
          placeholder={t.find}
          className="pl-8"
          disabled={disabled}
          value={filter.query}
          onChange={(event) => onFilter({ query: event.target.value })}
        />
      </div>
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
