'use client';

import { type FormEvent, useId, useState } from 'react';
import { Tag, tagMaxChars } from '#contracts/document-filter';
import { Button } from '../../components/button.tsx';
import { TextInput } from '../../components/field.tsx';
import { useText } from '../../lib/i18n/language.ts';

type TagFormProps = { disabled: boolean; knownTags?: readonly string[]; onAdd: (tag: string) => void };

/** A tag that is typed, or one of those that are known. */
export function TagForm({ disabled, knownTags, onAdd }: TagFormProps) {
  const t = useText().curation.document;
  const suggestions = useId();
  const [text, setText] = useState('');
  const parsed = Tag.safeParse(text);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!parsed.success || disabled) return;
    onAdd(parsed.data);
    setText('');
  };
  return (
    <form onSubmit={add} className="flex gap-2">
      <TextInput
        aria-label={t.addTag}
        placeholder={t.addTag}
        maxLength={tagMaxChars}
        list={knownTags && suggestions}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {knownTags && (
        <datalist id={suggestions}>
          {knownTags.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
      )}
      <Button type="submit" disabled={!parsed.success || disabled}>
        {t.add}
      </Button>
    </form>
  );
}
