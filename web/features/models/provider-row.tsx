'use client';

import { useMutation } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Provider } from '#contracts/model';
import { Button, IconButton } from '../../components/button.tsx';
import { EditButton } from '../../components/edit-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { RemoveButton } from '../../components/remove-button.tsx';
import { removeProvider, testProvider } from '../../lib/api/models.ts';
import { ProviderModels } from './provider-models.tsx';
import { TestResult } from './test-result.tsx';
import { useConnectionWords } from './use-connection-words.ts';
import { useRefreshModels } from './use-provider-actions.ts';

const PersonalKeyDialog = dynamic(() => import('./personal-key-dialog.tsx').then((module) => module.PersonalKeyDialog), { loading: () => null });

/** One connection: its models, a test, edit and delete. */
export function ProviderRow({ provider, onEdit }: { provider: Provider; onEdit: () => void }) {
  const t = useConnectionWords();
  const refresh = useRefreshModels();
  const [entersKey, setEntersKey] = useState(false);
  const { id, name, protocol, baseUrl, hasPersonalKey } = provider;
  const test = useMutation({ mutationFn: () => testProvider({ providerId: id }) });
  const facts = [t.protocols[protocol], baseUrl, hasPersonalKey && t.personal.badge].filter(Boolean);
  return (
    <li className="space-y-3 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-40 flex-1">
          <h3 className="font-medium">{name}</h3>
          <p className="text-xs text-muted">{facts.join(' · ')}</p>
        </div>
        <div className="flex items-center gap-1">
          <Button size="small" disabled={test.isPending} onClick={() => test.mutate()}>
            {test.isPending ? t.testing : t.test}
          </Button>
          <IconButton label={`${t.personal.enter}: ${name}`} size="small" onClick={() => setEntersKey(true)}>
            <KeyRound size={15} aria-hidden />
          </IconButton>
          <EditButton name={name} onEdit={onEdit} />
          <RemoveButton
            name={name}
            title={t.deleteTitle(name)}
            text={t.deleteText(name)}
            remove={() => removeProvider(id)}
            onRemoved={refresh}
          />
        </div>
      </div>
      {test.data && <TestResult result={test.data} />}
      {test.isError && <ErrorNotice error={test.error} />}
      <ProviderModels provider={provider} />
      {entersKey && <PersonalKeyDialog provider={provider} onClose={() => setEntersKey(false)} />}
    </li>
  );
}
