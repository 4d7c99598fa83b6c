'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Document } from '#contracts/document';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { Splitting } from '#contracts/splitting';
import { Button } from '../../../components/button.tsx';
import { Choice } from '../../../components/choice.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { updateDocument } from '../../../lib/api/documents.ts';
import { getKnowledgeBase } from '../../../lib/api/knowledge-bases.ts';
import { useText } from '../../../lib/i18n/language.ts';
import { keys } from '../../../lib/queries.ts';
import { showToast } from '../../../lib/toasts.ts';
import { SplittingFields } from '../splitting-fields.tsx';
import { useRefreshDocument } from './use-refresh-document.ts';

/** How a document is split where it differs from its knowledge base. */
export function OwnSplitting({ document }: { document: Document }) {
  const { knowledgeBaseId } = document;
  const knowledgeBase = useQuery({
    queryKey: [...keys.knowledgeBases, knowledgeBaseId],
    queryFn: ({ signal }) => getKnowledgeBase(knowledgeBaseId, signal),
  });
  return knowledgeBase.data ? <OwnSplittingForm document={document} knowledgeBase={knowledgeBase.data} /> : null;
}

function differenceFrom(base: Splitting, own: Splitting): Partial<Splitting> {
  return Object.fromEntries(Object.entries(own).filter(([name, value]) => base[name as keyof Splitting] !== value));
}

function OwnSplittingForm({ document, knowledgeBase }: { document: Document; knowledgeBase: KnowledgeBase }) {
  const t = useText();
  const words = t.curation.document;
  const refresh = useRefreshDocument(document);
  const base = Splitting.parse(knowledgeBase);
  const [isOwn, setOwn] = useState(document.splitting !== undefined);
  const [changed, setChanged] = useState<Partial<Splitting>>({});
  const value = { ...base, ...document.splitting, ...changed };
  const hasChanged = isOwn !== (document.splitting !== undefined) || (isOwn && Object.keys(changed).length > 0);
  const isValid = !isOwn || (Splitting.safeParse(value).success && value.chunkOverlap < value.chunkSize);
  const save = useMutation({
    mutationFn: () => updateDocument(document.id, { splitting: isOwn ? differenceFrom(base, value) : null }),
    onSuccess: async ({ splitting }) => {
      await refresh();
      setChanged({});
      setOwn(splitting !== undefined);
      showToast({ text: t.common.saved });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) save.mutate();
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <Choice
        label={words.splitting}
        options={['base', 'own']}
        words={{ base: words.splittingAsBase, own: words.splittingOwn }}
        value={isOwn ? 'own' : 'base'}
        onChange={(choice) => setOwn(choice === 'own')}
      />
      {isOwn && <SplittingFields value={value} onChange={(part) => setChanged({ ...changed, ...part })} />}
      {save.isError && <ErrorNotice error={save.error} />}
      {hasChanged && (
        <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2">
          <p className="min-w-48 flex-1 text-xs text-muted">{words.splittingHint}</p>
          <Button size="small" look="primary" type="submit" disabled={!isValid || save.isPending}>
            {t.common.save}
          </Button>
        </div>
      )}
    </form>
  );
}
