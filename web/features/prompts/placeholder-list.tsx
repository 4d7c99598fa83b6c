'use client';

import { promptPlaceholders } from '#contracts/prompt';
import { usePromptWords } from './use-prompt-words.ts';

/** What can be filled in, and what happens where it is left out; each is put in by a click. */
export function PlaceholderList({ onInsert }: { onInsert: (placeholder: string) => void }) {
  const t = usePromptWords();
  return (
    <details>
      <summary className="cursor-pointer text-sm font-medium">{t.placeholdersTitle}</summary>
      <dl className="mt-2 space-y-1.5 text-sm">
        {promptPlaceholders.map((name) => (
          <div key={name} className="gap-3 sm:grid sm:grid-cols-[7rem_minmax(0,1fr)]">
            <dt>
              <button
                type="button"
                aria-label={t.insert(name)}
                title={t.insert(name)}
                onClick={() => onInsert(`{{${name}}}`)}
                className="rounded border border-line bg-sunken px-1.5 py-0.5 font-mono text-xs hover:bg-hover"
              >
                {`{{${name}}}`}
              </button>
            </dt>
            <dd className="text-muted">{t.placeholders[name]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
