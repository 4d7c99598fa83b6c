'use client';

import { useId } from 'react';

type ChoiceProps<Option extends string> = {
  label: string;
  options: readonly Option[];
  words: Record<Option, string>;
  value: Option;
  onChange: (option: Option) => void;
};

/** One of a few options, all in sight. */
export function Choice<Option extends string>({ label, options, words, value, onChange }: ChoiceProps<Option>) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      <div className="inline-flex flex-wrap gap-1 rounded-lg border border-line bg-sunken p-1">
        {options.map((option) => (
          <label
            key={option}
            className="cursor-pointer rounded-md px-3 py-1 text-sm text-muted has-checked:bg-surface has-checked:text-ink has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input type="radio" name={name} className="sr-only" checked={value === option} onChange={() => onChange(option)} />
            {words[option]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
