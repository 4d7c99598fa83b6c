'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiKeyKind, CreateApiKey, type CreatedApiKey } from '#contracts/api-key';
import { Choice } from '../../components/choice.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import { createApiKey } from '../../lib/api/api-keys.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { ProgramReach } from './program-reach.tsx';
import { useProgramWords } from './use-program-words.ts';
import { WidgetReach } from './widget-reach.tsx';

export type KeyReach = { knowledgeBaseIds: string[]; origins: string[] };

/** Makes a key for a program, or for a chat on other pages. */
export function ApiKeyDialog({ onCreated, onClose }: { onCreated: (key: CreatedApiKey) => void; onClose: () => void }) {
  const t = useProgramWords().keys;
  const refresh = useRefresh(keys.apiKeys);
  const [kind, setKind] = useState<ApiKeyKind>('program');
  const [name, setName] = useState('');
  const [reach, setReach] = useState<KeyReach>({ knowledgeBaseIds: [], origins: [] });
  const change = (part: Partial<KeyReach>) => setReach((now) => ({ ...now, ...part }));
  const { knowledgeBaseIds, origins } = reach;
  const body = CreateApiKey.safeParse({ kind, name, knowledgeBaseIds, ...(kind === 'widget' ? { origins } : {}) }).data;
  const create = useMutation({
    mutationFn: createApiKey,
    onSuccess: async (created) => {
      await refresh();
      onCreated(created);
    },
  });
  const choose = (chosen: ApiKeyKind) => {
    setKind(chosen);
    change({ knowledgeBaseIds: [] });
  };
  return (
    <FormDialog
      onClose={onClose}
      title={t.add}
      canSubmit={body !== undefined && !create.isPending}
      onSubmit={() => body && create.mutate(body)}
      error={create.error}
    >
      <div>
        <Choice label={t.kind} options={ApiKeyKind.options} words={t.kinds} value={kind} onChange={choose} />
        <p className="mt-1 text-xs text-muted">{kind === 'widget' ? t.widgetHint : t.programHint}</p>
      </div>
      <TextField label={t.name} required maxLength={80} placeholder={t.namePlaceholder} value={name} onChange={setName} />
      {kind === 'widget' ? <WidgetReach reach={reach} onChange={change} /> : <ProgramReach reach={reach} onChange={change} />}
    </FormDialog>
  );
}
