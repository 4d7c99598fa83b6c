'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, Server } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Provider } from '#contracts/model';
import { Button } from '../../components/button.tsx';
import { EmptyLine } from '../../components/empty-line.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { listProviders } from '../../lib/api/models.ts';
import { keys } from '../../lib/queries.ts';
import { ProviderRow } from './provider-row.tsx';
import { useConnectionWords } from './use-connection-words.ts';

const ProviderDialog = dynamic(() => import('./provider-dialog.tsx').then((module) => module.ProviderDialog));

/** The connections to services of models, each with a test that says what is wrong. */
export function ConnectionsSection() {
  const t = useConnectionWords();
  const providers = useQuery({ queryKey: keys.providers, queryFn: ({ signal }) => listProviders(signal) });
  const [editing, setEditing] = useState<Provider | 'new'>();
  return (
    <Section title={t.title} text={t.intro}>
      {providers.isPending && <Skeleton rows={2} rowClass="h-14" />}
      {providers.isError && <ErrorNotice error={providers.error} onRetry={() => void providers.refetch()} />}
      {providers.data?.total === 0 && (
        <EmptyLine icon={<Server size={18} aria-hidden />} title={t.none}>
          {t.noneText}
        </EmptyLine>
      )}
      <ul className="space-y-3">
        {providers.data?.items.map((provider) => (
          <ProviderRow key={provider.id} provider={provider} onEdit={() => setEditing(provider)} />
        ))}
      </ul>
      <Button onClick={() => setEditing('new')}>
        <Plus size={15} aria-hidden />
        {t.add}
      </Button>
      {editing && <ProviderDialog provider={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </Section>
  );
}
