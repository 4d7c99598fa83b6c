'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Provider } from '#contracts/model';
import { Button } from '../../components/button.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import { removePersonalKey, setPersonalKey } from '../../lib/api/providers.ts';
import { useText } from '../../lib/i18n/language.ts';
import { useConnectionWords } from './use-connection-words.ts';
import { useRefreshModels } from './use-provider-actions.ts';

/** A key that is used for whoever enters it, in place of the shared one. */
export function PersonalKeyDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const t = useConnectionWords().personal;
  const words = useText().settings.models;
  const refresh = useRefreshModels();
  const [apiKey, setApiKey] = useState('');
  const change = useMutation({
    mutationFn: (key: string) => (key ? setPersonalKey(provider.id, { apiKey: key }) : removePersonalKey(provider.id)),
    onSuccess: () => refresh().then(onClose),
  });
  return (
    <FormDialog
      onClose={onClose}
      title={t.title(provider.name)}
      description={t.text}
      canSubmit={apiKey.trim() !== '' && !change.isPending}
      onSubmit={() => change.mutate(apiKey.trim())}
      error={change.error}
    >
      <TextField
        label={words.apiKey}
        hint={provider.hasPersonalKey ? words.apiKeyStored : undefined}
        autoFocus
        type="password"
        autoComplete="off"
        maxLength={500}
        value={apiKey}
        onChange={setApiKey}
      />
      {provider.hasPersonalKey && (
        <Button size="small" disabled={change.isPending} onClick={() => change.mutate('')}>
          {t.remove}
        </Button>
      )}
    </FormDialog>
  );
}
