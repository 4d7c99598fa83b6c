'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Document } from '#contracts/document';
import { Tag, tagMaxChars, tagsPerDocumentLimit } from '#contracts/document-filter';
import { Button } from '../../../components/button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { TextInput } from '../../../components/field.tsx';
import { TokenList } from '../../../components/token-list.tsx';
import { updateDocument } from '../../../lib/api/documents.ts';
import { useText } from '../../../lib/i18n/language.ts';
import { useRefreshDocument } from './use-refresh-document.ts';

/** The tags of a document; each change is kept at once. */
export function TagsEditor({ document }: { document: Document }) {
  const t = useText().curation.document;
  const refresh = useRefreshDocument(document);
  const [text, setText] = useState('');
  const save = useMutation({ mutationFn: (tags: string[]) => updateDocument(document.id, { tags }), onSettled: refresh });
  const tags = save.isPending ? save.variables : document.tags;
  const parsed = Tag.safeParse(text);
  const isFull = tags.length >= tagsPerDocumentLimit;
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!parsed.success || isFull) return;
    if (!tags.includes(parsed.data)) save.mutate([...tags, parsed.data]);
    setText('');
  };
  return (
    <section>
      <h3 className="text-sm font-medium">{t.tags}</h3>
      <TokenList tokens={tags} removeLabel={t.removeTag} disabled={save.isPending} onRemove={(tag) => save.mutate(tags.filter((each) => each !== tag))} />
      {!isFull && (
        <form onSubmit={add} className="mt-2 flex max-w-72 gap-2">
          <TextInput
            aria-label={t.addTag}
            placeholder={t.addTag}
            maxLength={tagMaxChars}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" disabled={!parsed.success || save.isPending}>
            {t.add}
          </Button>
        </form>
      )}
      {save.isError && <ErrorNotice error={save.error} className="mt-2" />}
    </section>
  );
}
