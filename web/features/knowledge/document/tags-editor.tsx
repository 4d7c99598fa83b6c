'use client';

import { useMutation } from '@tanstack/react-query';
import type { Document } from '#contracts/document';
import { tagsPerDocumentLimit } from '#contracts/document-filter';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { TokenList } from '../../../components/token-list.tsx';
import { updateDocument } from '../../../lib/api/documents.ts';
import { useText } from '../../../lib/i18n/language.ts';
import { TagForm } from '../tag-form.tsx';
import { useRefreshDocument } from './use-refresh-document.ts';

/** The tags of a document; each change is kept at once. */
export function TagsEditor({ document }: { document: Document }) {
  const t = useText().curation.document;
  const refresh = useRefreshDocument(document);
  const save = useMutation({ mutationFn: (tags: string[]) => updateDocument(document.id, { tags }), onSettled: refresh });
  const tags = save.isPending ? save.variables : document.tags;
  const isFull = tags.length >= tagsPerDocumentLimit;
  return (
    <section>
      <h3 className="text-sm font-medium">{t.tags}</h3>
      <TokenList tokens={tags} removeLabel={t.removeTag} disabled={save.isPending} onRemove={(tag) => save.mutate(tags.filter((each) => each !== tag))} />
      {!isFull && (
        <div className="mt-2 max-w-72">
          <TagForm disabled={save.isPending} onAdd={(tag) => !tags.includes(tag) && save.mutate([...tags, tag])} />
        </div>
      )}
      {save.isError && <ErrorNotice error={save.error} className="mt-2" />}
    </section>
  );
}
