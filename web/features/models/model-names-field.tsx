'use client';

import { Plus } from 'lucide-react';
import { useConnectionWords } from './use-connection-words.ts';
import { TextAreaField } from '../../components/text-field.tsx';

const suggestionsShown = 30;

type ModelNamesFieldProps = { label: string; found: readonly string[]; value: string[]; onChange: (names: string[]) => void };

/** Names of models, one per line, with those that the endpoint told to click on. */
export function ModelNamesField({ label, found, value, onChange }: ModelNamesFieldProps) {
  const t = useConnectionWords();
  const suggestions = found.filter((name) => !value.includes(name)).slice(0, suggestionsShown);
  return (
    <div>
      <TextAreaField
        label={label}
        hint={t.modelNamesHint}
        rows={Math.min(6, Math.max(2, value.length + 1))}
        value={value.join('\n')}
        onChange={(written) => onChange(written.split('\n'))}
      />
      {suggestions.length > 0 && (
        <div className="mt-2">
          <p className="text-xs text-muted">{t.found}</p>
          <div className="mt-1 flex flex-wrap gap-1.5">
            {suggestions.map((name) => (
              <button
                key={name}
                type="button"
                aria-label={`${label}: ${name}`}
                onClick={() => onChange([...value.filter(Boolean), name])}
                className="inline-flex items-center gap-1 rounded-full border border-line bg-surface px-2.5 py-1 text-xs hover:bg-hover"
              >
                <Plus size={12} aria-hidden />
                {name}
              </button>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
