'use client';

import { useQuery } from '@tanstack/react-query';
import { HardDrive, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { LocalModel } from '#contracts/local-model';
import { Button } from '../../../components/button.tsx';
import { EmptyLine } from '../../../components/empty-line.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Section } from '../../../components/section.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { listLocalModels } from '../../../lib/api/local-models.ts';
import { keys } from '../../../lib/queries.ts';
import { useConnectionWords } from '../use-connection-words.ts';
import { LocalModelRow } from './local-model-row.tsx';

const LocalModelDialog = dynamic(() => import('./local-model-dialog.tsx').then((module) => module.LocalModelDialog));

/** How often a model that runs is asked about. */
const runningRefreshMs = 3_000;
const downloadCommand = 'npm run kb -- model add <url>';

/** Models in files of this machine, with what runs of them. */
export function LocalModelsSection() {
  const t = useConnectionWords().local;
  const models = useQuery({
    queryKey: keys.localModels,
    queryFn: ({ signal }) => listLocalModels(signal),
    refetchInterval: ({ state }) => (state.data?.items.some((model) => model.state !== 'stopped') ? runningRefreshMs : false),
  });
  const [editing, setEditing] = useState<LocalModel | 'new'>();
  return (
    <Section title={t.title} text={t.intro}>
      {models.isPending && <Skeleton rows={2} rowClass="h-14" />}
      {models.isError && <ErrorNotice error={models.error} onRetry={() => void models.refetch()} />}
      {models.data?.total === 0 && (
        <EmptyLine icon={<HardDrive size={18} aria-hidden />} title={t.none}>
          {t.noneText} <code className="font-mono text-xs">{downloadCommand}</code>
        </EmptyLine>
      )}
      <ul className="space-y-3">
        {models.data?.items.map((model) => (
          <LocalModelRow key={model.id} model={model} onEdit={() => setEditing(model)} />
        ))}
      </ul>
      <Button onClick={() => setEditing('new')}>
        <Plus size={15} aria-hidden />
        {t.add}
      </Button>
      {editing && <LocalModelDialog model={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </Section>
  );
}
