'use client';

import { useQuery } from '@tanstack/react-query';
import { HardDrive } from 'lucide-react';
import dynamic from 'next/dynamic';
import { EditableSection } from '../../../components/editable-section.tsx';
import { listLocalModels } from '../../../lib/api/local-models.ts';
import { keys } from '../../../lib/queries.ts';
import { useConnectionWords } from '../use-connection-words.ts';
import { LocalModelRow } from './local-model-row.tsx';

const LocalModelDialog = dynamic(() => import('./local-model-dialog.tsx').then((module) => module.LocalModelDialog), { loading: () => null });

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
  const noneText = (
    <>
      {t.noneText} <code className="font-mono text-xs">{downloadCommand}</code>
    </>
  );
  return (
    <EditableSection
      words={{ ...t, noneText }}
      icon={HardDrive}
      list={models}
      row={(model, edit) => <LocalModelRow key={model.id} model={model} onEdit={edit} />}
      dialog={(model, close) => <LocalModelDialog model={model} onClose={close} />}
    />
  );
}
