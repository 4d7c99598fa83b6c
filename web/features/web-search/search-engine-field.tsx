'use client';

import { SelectField } from '../../components/select-field.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { useSearchEngines } from '../../lib/queries.ts';

/** Which engine is asked first; empty for the first that is set up. */
export function SearchEngineField({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const t = useText().webSearch;
  const engines = useSearchEngines().data?.items ?? [];
  const usable = engines.filter(({ id, isReady }) => isReady || id === value).map(({ id, label }) => ({ id, name: label }));
  return (
    <SelectField
      label={t.engine}
      hint={t.engineHint}
      options={[{ id: '', name: t.firstOne }, ...usable]}
      value={value}
      onChange={onChange}
    />
  );
}
