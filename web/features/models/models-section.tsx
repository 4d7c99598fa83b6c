'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, Server } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Provider } from '#contracts/model';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { listProviders } from '../../lib/api/models.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys } from '../../lib/queries.ts';
import { ProviderRow } from './provider-row.tsx';

const ProviderDialog = dynamic(() => import('./provider-dialog.tsx').then((module) => module.ProviderDialog));

/** The connections to models, each with a test that says what is wrong. */
export function ModelsSection() {
  const t = useText().settings;
  const providers = useQuery({ queryKey: keys.providers, queryFn: ({ signal }) => listProviders(signal) });
  const [editing, setEditing] = useState<Provider | 'new'>();
  return (
    <Section title={t.sections.models} text={t.models.intro}>
      {providers.isPending && <Skeleton rows={2} rowClass="h-14" />}
      {providers.isError && <ErrorNotice error={providers.error} onRetry={() => void providers.refetch()} />}
      {providers.data?.total === 0 && (
        <div className="flex items-center gap-3 rounded-lg border border-dashed border-line px-4 py-4">
          <Server size={18} aria-hidden className="text-muted" />
          <div>
            <p className="text-sm font-medium">{t.models.none}</p>
            <p className="text-sm text-muted">{t.models.noneText}</p>
          </div>
        </div>
      )}
      <ul className="space-y-3">
        {providers.data?.items.map((provider) => (
          <ProviderRow key={provider.id} provider={provider} onEdit={() => setEditing(provider)} />
        ))}
      </ul>
      <Button onClick={() => setEditing('new')}>
        <Plus size={15} aria-hidden />
        {t.models.add}
      </Button>
      {editing && <ProviderDialog provider={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </Section>
  );
}
