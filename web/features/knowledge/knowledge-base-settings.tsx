'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { descriptionMaxChars, type KnowledgeBase, nameMaxChars, UpdateKnowledgeBase } from '#contracts/knowledge-base';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { TextAreaField, TextField } from '../../components/text-field.tsx';
import { updateKnowledgeBase } from '../../lib/api/knowledge-bases.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { showToast } from '../../lib/toasts.ts';
import { BackupSection } from './backup/backup-section.tsx';
import { ChunkSettingsFields } from './chunk-settings-fields.tsx';
import { DeleteKnowledgeBase } from './delete-knowledge-base.tsx';
import { FoldersSection } from './folders/folders-section.tsx';
import { RebuildSection } from './rebuild-section.tsx';
import { RetrievalDefaults } from './retrieval-defaults.tsx';
import { WithoutAnswer } from './without-answer.tsx';

/** Name, what is said without an answer, splitting, search defaults, rebuild, folders, backup, deletion. */
export function KnowledgeBaseSettings({ knowledgeBase }: { knowledgeBase: KnowledgeBase }) {
  const t = useText();
  const refresh = useRefresh(keys.knowledgeBases);
  const [changed, setChanged] = useState<UpdateKnowledgeBase>({});
  const value = { ...knowledgeBase, ...changed };
  const isValid = UpdateKnowledgeBase.safeParse(changed).success && value.chunkOverlap < value.chunkSize;
  const save = useMutation({
    mutationFn: () => updateKnowledgeBase(knowledgeBase.id, changed),
    onSuccess: async () => {
      await refresh();
      setChanged({});
      showToast({ text: t.common.saved });
    },
  });
  const change = (part: UpdateKnowledgeBase) => setChanged({ ...changed, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) save.mutate();
  };
  return (
    <div className="max-w-3xl divide-y divide-line">
      <form onSubmit={submit} className="divide-y divide-line">
        <Section title={t.knowledge.settings.general}>
          <TextField label={t.knowledge.name} required maxLength={nameMaxChars} value={value.name} onChange={(name) => change({ name })} />
          <TextAreaField
            label={t.knowledge.description}
            optional={t.knowledge.optional}
            hint={t.knowledge.settings.descriptionHint}
            rows={2}
            maxLength={descriptionMaxChars}
            value={value.description}
            onChange={(description) => change({ description })}
          />
        </Section>
        <Section title={t.knowledge.settings.unanswered} text={t.knowledge.settings.unansweredText}>
          <WithoutAnswer value={value} onChange={change} />
        </Section>
        <Section title={t.knowledge.advanced} text={t.knowledge.settings.needsRebuild}>
          <ChunkSettingsFields value={value} onChange={change} />
        </Section>
        <Section title={t.knowledge.settings.retrieval} text={t.knowledge.settings.retrievalHint}>
          <RetrievalDefaults value={value.retrieval} onChange={(retrieval) => change({ retrieval })} />
          {save.isError && <ErrorNotice error={save.error} />}
          <Button look="primary" type="submit" disabled={!isValid || Object.keys(changed).length === 0 || save.isPending}>
            {t.common.save}
          </Button>
        </Section>
      </form>
      <RebuildSection knowledgeBase={knowledgeBase} />
      <FoldersSection knowledgeBase={knowledgeBase} />
      <BackupSection knowledgeBase={knowledgeBase} />
      <DeleteKnowledgeBase knowledgeBase={knowledgeBase} />
    </div>
  );
}
