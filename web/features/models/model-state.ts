'use client';

import { useQuery } from '@tanstack/react-query';
import type { Model } from '#contracts/model';
import { testProvider } from '../../lib/api/models.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys, useModels } from '../../lib/queries.ts';

export type ModelState = 'built-in' | 'ok' | 'failing' | 'checking' | 'missing' | 'loading' | 'stopped';

/** How long an endpoint's state counts as known. */
const stateFreshMs = 120_000;

/** Whether a model answers: built-in ones always do, the endpoint of the others is asked. */
export function useModelState(modelId: string): { state: ModelState; detail?: string } {
  const models = useModels();
  const model = models.data?.items.find(({ id }) => id === modelId);
  const check = useQuery({
    queryKey: keys.modelState(modelId),
    queryFn: ({ signal }) => testProvider({ providerId: model?.providerId }, signal),
    enabled: model?.providerId !== undefined,
    staleTime: stateFreshMs,
  });
  if (models.isSuccess && !model) return { state: 'missing' };
  if (model?.builtIn) return { state: 'built-in' };
  if (model?.state) return { state: model.state === 'running' ? 'ok' : model.state };
  if (check.data) return check.data.ok ? { state: 'ok' } : { state: 'failing', detail: check.data.message };
  return check.isError ? { state: 'failing' } : { state: 'checking' };
}

/** The name of a model as the reader knows it. */
export function useModelLabel(): (model: Model) => string {
  const t = useText().settings.models;
  return (model) => {
    if (model.id === 'extractive') return t.extractive;
    if (model.id === 'lexical') return t.lexical;
    return model.label;
  };
}
