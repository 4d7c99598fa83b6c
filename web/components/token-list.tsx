'use client';

import { X } from 'lucide-react';

type TokenListProps = {
  tokens: readonly string[];
  onRemove: (token: string) => void;
  removeLabel: (token: string) => string;
  disabled?: boolean;
  className?: string;
};

/** Short texts in a row, each with a cross that takes it away; nothing where there are none. */
export function TokenList({ tokens, onRemove, removeLabel, disabled = false, className = 'mt-2' }: TokenListProps) {
  if (tokens.length === 0) return null;
  return (
    <ul className={`${className} flex flex-wrap gap-1.5`}>
      {tokens.map((token) => (
        <li key={token} className="flex max-w-full items-center gap-1 rounded-full bg-accent-soft py-0.5 pr-1 pl-3 text-sm text-accent">
          <span className="truncate">{token}</span>
          <button
            type="button"
            aria-label={removeLabel(token)}
            title={removeLabel(token)}
            disabled={disabled}
            onClick={() => onRemove(token)}
            className="flex size-6 shrink-0 items-center justify-center rounded-full hover:bg-hover"
          >
            <X size={13} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
