'use client';

import { Check } from 'lucide-react';
import { classNames } from '../lib/class-names.ts';

type CheckListProps = {
  items: readonly { id: string; name: string; note: string }[];
  chosenIds: readonly string[];
  onChange: (ids: string[]) => void;
};

/** Any of several things, each a row to tick. */
export function CheckList({ items, chosenIds, onChange }: CheckListProps) {
  return items.map(({ id, name, note }) => {
    const isChosen = chosenIds.includes(id);
    return (
      <button
        key={id}
        type="button"
        role="checkbox"
        aria-checked={isChosen}
        onClick={() => onChange(isChosen ? chosenIds.filter((each) => each !== id) : [...chosenIds, id])}
        className="flex w-full items-center gap-2.5 rounded-md px-2.5 py-2 text-left text-sm hover:bg-hover"
      >
        <Check size={15} aria-hidden className={classNames('shrink-0 text-accent', !isChosen && 'invisible')} />
        <span className="min-w-0 flex-1 truncate">{name}</span>
        <span className="shrink-0 text-xs text-muted">{note}</span>
      </button>
    );
  });
}
