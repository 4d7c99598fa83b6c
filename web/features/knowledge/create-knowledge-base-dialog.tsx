'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { CreateKnowledgeBase, descriptionMaxChars, nameMaxChars } from '#contracts/knowledge-base';
import { FormDialog } from '../../components/form-dialog.tsx';
import { TextAreaField, TextField } from '../../components/text-field.tsx';
import { createKnowledgeBase } from '../../lib/api/knowledge-bases.ts';
import { toApiError } from '../../lib/api/request.ts';
import { useText } from '../../lib/i18n/language.ts';
import { useServerText } from '../../lib/i18n/server-text.ts';
import { paths, useNavigate } from '../../lib/navigation.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { type ChunkSettings, ChunkSettingsFields, useDefaultChunkSettings } from './chunk-settings-fields.tsx';

/** A name is enough; the rest has defaults. */
export function CreateKnowledgeBaseDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const told = useServerText();
  const refresh = useRefresh(keys.knowledgeBases);
  const navigate = useNavigate();
  const defaults = useDefaultChunkSettings();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [changed, setChanged] = useState<Partial<ChunkSettings>>({});
  const create = useMutation({
    mutationFn: () => createKnowledgeBase({ name: name.trim(), description: description.trim(), ...changed }),
    onSuccess: async ({ id }) => {
      await refresh();
      onClose();
      navigate(paths.knowledgeBase(id));
    },
  });
  const isValid = CreateKnowledgeBase.safeParse({ name, description, ...changed }).success;
  const failure = create.isError ? toApiError(create.error) : undefined;
  return (
    <FormDialog
      onClose={onClose}
      title={t.knowledge.create}
      action={t.knowledge.createAction}
      canSubmit={isValid && !create.isPending}
      onSubmit={() => create.mutate()}
      error={failure?.field === 'name' ? undefined : failure}
    >
      <TextField
        label={t.knowledge.name}
        error={failure?.field === 'name' ? told(failure.message) : undefined}
        autoFocus
        required
        maxLength={nameMaxChars}
        placeholder={t.knowledge.namePlaceholder}
        value={name}
        onChange={setName}
      />
      <TextAreaField
        label={t.knowledge.description}
        optional={t.knowledge.optional}
        rows={2}
        maxLength={descriptionMaxChars}
        value={description}
        onChange={setDescription}
      />
      <details>
        <summary className="w-fit rounded text-sm font-medium text-muted">{t.knowledge.advanced}</summary>
        <div className="mt-3">
          <ChunkSettingsFields value={{ ...defaults, ...changed }} onChange={(part) => setChanged({ ...changed, ...part })} />
        </div>
      </details>
    </FormDialog>
  );
}
