'use client';

import { Field, Select } from '../../components/field.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { useSearchEngines } from '../../lib/queries.ts';

/** Which engine is asked first; empty for the first that is set up. */
export function SearchEngineField({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const t = useText().webSearch;
  const engines = useSearchEngines().data?.items ?? [];
  return (
    <Field label={t.engine} hint={t.engineHint}>
      {(attributes) => (
        <Select {...attributes} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t.firstOne}</option>
          {engines
            .filter(({ id, isReady }) => isReady || id === value)
            .map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
        </Select>
      )}
    </Field>
  );
}
