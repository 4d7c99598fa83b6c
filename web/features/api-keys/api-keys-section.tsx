'use client';

import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { CreatedApiKey } from '#contracts/api-key';
import { Button } from '../../components/button.tsx';
import { EmptyLine } from '../../components/empty-line.tsx';
import { QueryState } from '../../components/query-state.tsx';
import { Section } from '../../components/section.tsx';
import { listApiKeys } from '../../lib/api/api-keys.ts';
import { keys } from '../../lib/queries.ts';
import { ApiKeyRow } from './api-key-row.tsx';
import { useProgramWords } from './use-program-words.ts';

const ApiKeyDialog = dynamic(() => import('./api-key-dialog.tsx').then((module) => module.ApiKeyDialog), { loading: () => null });
const CreatedKeyDialog = dynamic(() => import('./created-key-dialog.tsx').then((module) => module.CreatedKeyDialog), { loading: () => null });

/** The keys of programs and of embedded chats. */
export function ApiKeysSection() {
  const t = useProgramWords().keys;
  const apiKeys = useQuery({ queryKey: keys.apiKeys, queryFn: ({ signal }) => listApiKeys(signal) });
  const [isMaking, setMaking] = useState(false);
  const [created, setCreated] = useState<CreatedApiKey>();
  const show = (key: CreatedApiKey) => {
    setMaking(false);
    setCreated(key);
  };
  return (
    <Section title={t.title} text={t.intro}>
      <QueryState query={apiKeys} rows={2} rowClass="h-12" />
      {apiKeys.data?.items.length === 0 && (
        <EmptyLine icon={<KeyRound size={18} aria-hidden />} title={t.none}>
          {t.noneText}
        </EmptyLine>
      )}
      {apiKeys.data && apiKeys.data.items.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {apiKeys.data.items.map((apiKey) => (
            <ApiKeyRow key={apiKey.id} apiKey={apiKey} />
          ))}
        </ul>
      )}
      <Button onClick={() => setMaking(true)}>
        <Plus size={15} aria-hidden />
        {t.add}
      </Button>
      {isMaking && <ApiKeyDialog onCreated={show} onClose={() => setMaking(false)} />}
      {created && <CreatedKeyDialog created={created} onClose={() => setCreated(undefined)} />}
    </Section>
  );
}
