'use client';

import { Search } from 'lucide-react';
import { classNames } from '../lib/class-names.ts';
import { TextInput } from './field.tsx';

type SearchInputProps = { label: string; value: string; onChange: (text: string) => void; disabled?: boolean; className: string };

/** Narrows the list below it. */
export function SearchInput({ label, value, onChange, disabled, className }: SearchInputProps) {
  return (
    <div className={classNames('relative flex-1', className)}>
      <Search size={15} aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 text-muted" />
      <TextInput
        type="search"
        aria-label={label}
        placeholder={label}
        className="pl-8"
        disabled={disabled}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
