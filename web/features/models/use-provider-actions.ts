'use client';

import { useMutation } from '@tanstack/react-query';
import type { Provider } from '#contracts/model';
import { createProvider, testProvider, updateProvider } from '../../lib/api/models.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { keyPart } from './key-field.tsx';
import { bodyOf, type ProviderForm } from './provider-form.ts';
import { useFirstChatModel } from './use-first-chat-model.ts';

/** Forgets what is known of connections and of the models behind them. */
export function useRefreshModels(): () => Promise<unknown> {
  return useRefresh(keys.providers, keys.localModels, keys.models);
}

/** Saves a connection, and tests it as it is typed. */
export function useProviderActions(provider: Provider | undefined, form: ProviderForm, onSaved: () => void) {
  const refresh = useRefreshModels();
  const makeDefault = useFirstChatModel(provider);
  const save = useMutation({
    mutationFn: () => {
      const body = bodyOf(form);
      const key = keyPart(form);
      return provider ? updateProvider(provider.id, { ...body, ...key }) : createProvider({ ...body, ...key });
    },
    onSuccess: async (saved) => {
      await makeDefault(saved);
      await refresh();
      onSaved();
    },
  });
  const test = useMutation({
    mutationFn: () => {
      const { protocol, baseUrl, proxyUrl, options } = bodyOf(form);
      const key = form.apiKey.trim() ? { apiKey: form.apiKey.trim() } : {};
      return testProvider({ protocol, baseUrl, proxyUrl, options, ...(provider ? { providerId: provider.id } : {}), ...key });
    },
  });
  return { save, test };
}
