'use client';

import { useMutation } from '@tanstack/react-query';
import type { LocalModel } from '#contracts/local-model';
import { Button } from '../../../components/button.tsx';
import { EditButton } from '../../../components/edit-button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Notice } from '../../../components/notice.tsx';
import { RemoveButton } from '../../../components/remove-button.tsx';
import { loadLocalModel, removeLocalModel, stopLocalModel } from '../../../lib/api/local-models.ts';
import { useFormat } from '../../../lib/i18n/language.ts';
import { useServerWords } from '../../../lib/i18n/server-text.ts';
import { ModelTrial } from '../model-trial.tsx';
import { useConnectionWords } from '../use-connection-words.ts';
import { useRefreshModels } from '../use-provider-actions.ts';

const stateLook = { stopped: 'bg-line-strong', loading: 'bg-warn', loaded: 'bg-ok' } as const;

/** One model: whether it runs, how much memory it takes and who waits for it; load, stop, change, remove. */
export function LocalModelRow({ model, onEdit }: { model: LocalModel; onEdit: () => void }) {
  const t = useConnectionWords();
  const format = useFormat();
  const words = useServerWords();
  const refresh = useRefreshModels();
  const { id, name, state, isInModelsFolder, path, sizeBytes } = model;
  const run = useMutation({ mutationFn: () => (state === 'stopped' ? loadLocalModel(id) : stopLocalModel(id)), onSettled: refresh });
  const isLoading = run.isPending && state === 'stopped';
  const shownState = isLoading ? 'loading' : state;
  const facts = [
    t.local.kinds[model.kind],
    model.format.toUpperCase(),
    format.bytes(sizeBytes),
    model.contextTokens !== undefined && t.trial.reads(format.number(model.contextTokens)),
    model.memoryBytes !== undefined && t.local.memory(format.bytes(model.memoryBytes)),
    model.queued > 0 && t.local.queued(format.number(model.queued)),
  ].filter(Boolean);
  return (
    <li className="space-y-2 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-40 flex-1">
          <h3 className="font-medium">{name}</h3>
          <p className="mt-0.5 flex items-center gap-1.5 text-sm">
            <span aria-hidden className={`size-2 rounded-full ${stateLook[shownState]}`} />
            {t.local.states[shownState]}
          </p>
          <p className="mt-0.5 text-xs text-muted">{facts.join(' · ')}</p>
        </div>
        <div className="flex items-center gap-1">
          <Button size="small" disabled={run.isPending} onClick={() => run.mutate()}>
            {state === 'stopped' ? t.local.load : t.local.stop}
          </Button>
          <EditButton name={name} onEdit={onEdit} />
          <RemoveButton
            name={name}
            title={t.local.removeTitle(name)}
            text={isInModelsFolder ? t.local.deleteText(path, format.bytes(sizeBytes)) : t.local.removeText(path)}
            remove={() => removeLocalModel(id, { deleteFiles: isInModelsFolder })}
            onRemoved={refresh}
          />
        </div>
      </div>
      {model.problem && (
        <Notice look="warn" title={t.local.cannotRun}>
          {words(...model.problem.split(/(?<=\.) /))}
        </Notice>
      )}
      {run.isError && <ErrorNotice error={run.error} />}
      {model.kind !== 'reranker' && (
        <ul className="border-t border-line">
          <ModelTrial modelId={model.modelId} name={name}>
            <p className="font-mono text-xs break-all text-muted">{path}</p>
          </ModelTrial>
        </ul>
      )}
    </li>
  );
}
