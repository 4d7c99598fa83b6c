'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { removeKnowledgeBase } from '../../lib/api/knowledge-bases.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { paths, useNavigate } from '../../lib/navigation.ts';
import { keys } from '../../lib/queries.ts';
import { showToast } from '../../lib/toasts.ts';

/** Deletes a knowledge base after asking once, naming it. */
export function DeleteKnowledgeBase({ knowledgeBase }: { knowledgeBase: KnowledgeBase }) {
  const t = useText();
  const format = useFormat();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const { id, name, documentCount } = knowledgeBase;
  const remove = useMutation({
    mutationFn: () => removeKnowledgeBase(id),
    onSuccess: () => {
      navigate(paths.knowledge);
      showToast({ text: t.common.removed(name) });
      void client.invalidateQueries({ queryKey: keys.knowledgeBases, exact: true });
    },
    onError: () => setAsking(false),
  });
  return (
    <Section title={t.knowledge.settings.danger} text={t.knowledge.settings.deleteText}>
      {remove.isError && <ErrorNotice error={remove.error} />}
      <Button className="text-danger" onClick={() => setAsking(true)}>
        {t.knowledge.settings.delete}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t.knowledge.settings.deleteTitle(name)}
          text={t.knowledge.settings.deleteConfirm(name, format.number(documentCount))}
          action={t.knowledge.settings.delete}
          busy={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
