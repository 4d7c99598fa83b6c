'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { nameMaxChars } from '#contracts/knowledge-base';
import { FormDialog } from '../../components/form-dialog.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { createKnowledgeBase } from '../../lib/api/knowledge-bases.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { keys, useKnowledgeBases, useRefresh } from '../../lib/queries.ts';
import type { UploadFile } from '../uploads/split-into-requests.ts';
import { uploadFiles } from '../uploads/upload-queue.ts';
import type { TurnChoices } from './turn-options.ts';

const newOne = '';

/** Files dropped on a conversation: into which knowledge base they go. It is then one of those that are asked. */
export function AddFilesDialog({ files, choices, onClose }: { files: UploadFile[]; choices: TurnChoices; onClose: () => void }) {
  const t = useText();
  const format = useFormat();
  const refresh = useRefresh(keys.knowledgeBases);
  const all = useKnowledgeBases().data?.items ?? [];
  const { knowledgeBaseIds } = choices.effective;
  const [target, setTarget] = useState(knowledgeBaseIds[0] ?? all[0]?.id ?? newOne);
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: async () => all.find(({ id }) => id === target) ?? (await createKnowledgeBase({ name: name.trim() })),
    onSuccess: async (knowledgeBase) => {
      if (target === newOne) await refresh();
      uploadFiles(knowledgeBase, files);
      choices.change({ mode: 'knowledge-base', knowledgeBaseIds: [...new Set([...knowledgeBaseIds, knowledgeBase.id])] });
      onClose();
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title={t.chat.addFiles.title}
      description={t.chat.addFiles.files(format.number(files.length))}
      action={t.chat.addFiles.add}
      canSubmit={!add.isPending}
      onSubmit={() => add.mutate()}
      error={add.error}
    >
      <SelectField
        label={t.chat.addFiles.target}
        autoFocus
        options={[...all, { id: newOne, name: t.chat.addFiles.newOne }]}
        value={target}
        onChange={setTarget}
      />
      {target === newOne && (
        <TextField
          label={t.knowledge.name}
          required
          maxLength={nameMaxChars}
          placeholder={t.knowledge.namePlaceholder}
          value={name}
          onChange={setName}
        />
      )}
    </FormDialog>
  );
}
