'use client';

import { Tag as TagIcon } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import type { Document } from '#contracts/document';
import { Tag, tagMaxChars } from '#contracts/document-filter';
import { Button, buttonClass } from '../../components/button.tsx';
import { TextInput } from '../../components/field.tsx';
import { TokenList } from '../../components/token-list.tsx';
import { Popover } from '../../components/popover.tsx';
import { useText } from '../../lib/i18n/language.ts';
import type { BulkChanges } from './bulk-changes.ts';

type SelectionTagsProps = { documents: readonly Document[]; bulk: BulkChanges; knownTags: readonly string[] };

/** Adds a tag to the ticked documents, or takes one away from them. */
export function SelectionTags(props: SelectionTagsProps) {
  const t = useText().curation.document;
  return (
    <Popover
      label={t.tags}
      className={buttonClass('quiet', 'small')}
      button={
        <>
          <TagIcon size={14} aria-hidden />
          {t.tags}
        </>
      }
    >
      <TagPanel {...props} />
    </Popover>
  );
}

function TagPanel({ documents, bulk, knownTags }: SelectionTagsProps) {
  const t = useText().curation.document;
  const suggestions = useId();
  const [text, setText] = useState('');
  const parsed = Tag.safeParse(text);
  const tags = [...new Set(documents.flatMap((document) => document.tags))].sort();
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!parsed.success || bulk.isPending) return;
    bulk.change(documents, { action: 'tag', tag: parsed.data });
    setText('');
  };
  return (
    <div className="p-3">
      <form onSubmit={add} className="flex gap-2">
        <TextInput
          aria-label={t.addTag}
          placeholder={t.addTag}
          maxLength={tagMaxChars}
          list={suggestions}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <datalist id={suggestions}>
          {knownTags.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
        <Button type="submit" disabled={!parsed.success || bulk.isPending}>
          {t.add}
        </Button>
      </form>
      <TokenList
        tokens={tags}
        removeLabel={t.removeTag}
        disabled={bulk.isPending}
        onRemove={(tag) => bulk.change(documents.filter((document) => document.tags.includes(tag)), { action: 'untag', tag })}
      />
    </div>
  );
}
