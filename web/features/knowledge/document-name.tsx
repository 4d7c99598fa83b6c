'use client';

import type { Document } from '#contracts/document';
import { useFormat, useText } from '../../lib/i18n/language.ts';

type DocumentNameProps = { document: Document; onOpen: () => void; onTag: (tag: string) => void };

/** The name of a document, which opens it; below it what it was found in, its version from the second on, and its tags. */
export function DocumentName({ document, onOpen, onTag }: DocumentNameProps) {
  const t = useText().knowledge.table;
  const format = useFormat();
  const { name, parentId, version, tags } = document;
  const border = parentId === undefined ? -1 : name.lastIndexOf('/');
  const facts = [border > 0 && t.foundIn(name.slice(0, border)), version > 1 && t.version(format.number(version))].filter(Boolean);
  return (
    <>
      <button type="button" title={name} onClick={onOpen} className="block max-w-full truncate rounded text-left font-medium hover:underline">
        {name.slice(border + 1)}
      </button>
      {(facts.length > 0 || tags.length > 0) && (
        <span className="flex items-center gap-1.5 overflow-hidden text-xs text-muted">
          {facts.length > 0 && <span className="truncate">{facts.join(' · ')}</span>}
          {tags.map((tag) => (
            <button
              key={tag}
              type="button"
              title={t.onlyTag(tag)}
              onClick={() => onTag(tag)}
              className="hidden max-w-32 shrink-0 truncate rounded-full border border-line px-1.5 -outline-offset-2 hover:bg-hover hover:text-ink md:block"
            >
              {tag}
            </button>
          ))}
        </span>
      )}
    </>
  );
}
