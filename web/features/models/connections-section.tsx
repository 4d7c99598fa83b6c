'use client';

import { useQuery } from '@tanstack/react-query';
import { Server } from 'lucide-react';
import dynamic from 'next/dynamic';
import { EditableSection } from '../../components/editable-section.tsx';
import { listProviders } from '../../lib/api/models.ts';
import { keys } from '../../lib/queries.ts';
import { ProviderRow } from './provider-row.tsx';
import { useConnectionWords } from './use-connection-words.ts';

const ProviderDialog = dynamic(() => import('./provider-dialog.tsx').then((module) => module.ProviderDialog), { loading: () => null });

/** The connections to services of models, each with a test that says what is wrong. */
export function ConnectionsSection() {
  const t = useConnectionWords();
  const providers = useQuery({ queryKey: keys.providers, queryFn: ({ signal }) => listProviders(signal) });
  return (
    <EditableSection
      words={t}
      icon={Server}
      list={providers}
      row={(provider, edit) => <ProviderRow key={provider.id} provider={provider} onEdit={edit} />}
      dialog={(provider, close) => <ProviderDialog provider={provider} onClose={close} />}
    />
  );
}
