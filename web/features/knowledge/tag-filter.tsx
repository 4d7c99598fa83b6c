'use client';

import { type KeyboardEvent, useId, useState } from 'react';
import { tagMaxChars } from '#contracts/document-filter';
import { TextInput } from '../../components/field.tsx';
import { useText } from '../../lib/i18n/language.ts';

type TagFilterProps = { tag: string; knownTags: readonly string[]; onTag: (tag: string) => void };

/** Keeps to the documents with a tag: one of those known as soon as it is written out, any other with Enter. */
export function TagFilter({ tag, knownTags, onTag }: TagFilterProps) {
  const t = useText().knowledge.table;
  const suggestions = useId();
  const [draft, setDraft] = useState<string>();
  const apply = (text: string) => {
    setDraft(undefined);
    onTag(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && draft !== undefined) apply(draft);
  };
  return (
    <>
      <TextInput
        type="search"
        aria-label={t.tagFilter}
        placeholder={t.tagFilter}
        maxLength={tagMaxChars}
        list={suggestions}
        value={draft ?? tag}
        onChange={({ target: { value } }) => (value === '' || knownTags.includes(value) ? apply(value) : setDraft(value))}
        onKeyDown={onKeyDown}
        onBlur={() => draft !== undefined && apply(draft)}
        className="max-w-36"
      />
      <datalist id={suggestions}>
        {knownTags.map((known) => (
          <option key={known} value={known} />
        ))}
      </datalist>
    </>
  );
}
