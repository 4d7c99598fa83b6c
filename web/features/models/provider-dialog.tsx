'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { CreateProvider, type Provider } from '#contracts/model';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogBody } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { SaveActions } from '../../components/save-actions.tsx';
import { createProvider, testProvider, updateProvider } from '../../lib/api/models.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys } from '../../lib/queries.ts';
import { ModelNamesField } from './model-names-field.tsx';
import { TestResult } from './test-result.tsx';

type ProviderForm = { name: string; baseUrl: string; apiKey: string; removesKey: boolean; chatModels: string[]; embeddingModels: string[] };

/** Adds or changes a connection. The test asks the endpoint which models it has, to pick from. */
export function ProviderDialog({ provider, onClose }: { provider: Provider | undefined; onClose: () => void }) {
  const t = useText();
  const words = t.settings.models;
  const [form, setForm] = useState(() => formOf(provider));
  const change = (part: Partial<ProviderForm>) => setForm((now) => ({ ...now, ...part }));
  const { save, test } = useProviderActions(provider, form, onClose);
  const isAddress = URL.canParse(form.baseUrl.trim());
  const isValid = isAddress && CreateProvider.safeParse(bodyOf(form)).success;
  const found = test.data?.models ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) save.mutate();
  };
  return (
    <Dialog onClose={onClose} title={provider ? words.editTitle : words.add}>
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <DialogBody className="space-y-4">
          <Field label={words.name}>
            {(attributes) => (
              <TextInput
                {...attributes}
                autoFocus
                required
                maxLength={60}
                placeholder={words.namePlaceholder}
                value={form.name}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          <Field label={words.baseUrl}>
            {(attributes) => (
              <TextInput
                {...attributes}
                type="url"
                required
                maxLength={500}
                placeholder="http://127.0.0.1:11434/v1"
                value={form.baseUrl}
                onChange={(event) => change({ baseUrl: event.target.value })}
              />
            )}
          </Field>
          <Field label={words.apiKey} optional={t.knowledge.optional} hint={provider?.hasApiKey ? words.apiKeyStored : words.apiKeyHint}>
            {(attributes) => (
              <TextInput
                {...attributes}
                type="password"
                autoComplete="off"
                maxLength={500}
                disabled={form.removesKey}
                value={form.apiKey}
                onChange={(event) => change({ apiKey: event.target.value })}
              />
            )}
          </Field>
          {provider?.hasApiKey && (
            <label className="flex items-center gap-2 text-sm">
              <input
                type="checkbox"
                checked={form.removesKey}
                onChange={(event) => change({ removesKey: event.target.checked, apiKey: '' })}
              />
              {words.removeKey}
            </label>
          )}
          <Button disabled={test.isPending || !isAddress} onClick={() => test.mutate()}>
            {test.isPending ? words.testing : words.test}
          </Button>
          {test.data && <TestResult result={test.data} />}
          {test.isError && <ErrorNotice error={test.error} />}
          <ModelNamesField
            label={words.chatModels}
            found={found}
            value={form.chatModels}
            onChange={(chatModels) => change({ chatModels })}
          />
          <ModelNamesField
            label={words.embeddingModels}
            found={found}
            value={form.embeddingModels}
            onChange={(embeddingModels) => change({ embeddingModels })}
          />
          {save.isError && <ErrorNotice error={save.error} />}
        </DialogBody>
        <SaveActions disabled={!isValid || save.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function useProviderActions(provider: Provider | undefined, form: ProviderForm, onSaved: () => void) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => {
      const { apiKey, ...body } = bodyOf(form);
      if (!provider) return createProvider({ ...body, ...(apiKey ? { apiKey } : {}) });
      return updateProvider(provider.id, { ...body, ...(form.removesKey ? { apiKey: '' } : apiKey ? { apiKey } : {}) });
    },
    onSuccess: async () => {
      await Promise.all([client.invalidateQueries({ queryKey: keys.providers }), client.invalidateQueries({ queryKey: keys.models })]);
      onSaved();
    },
  });
  const test = useMutation({
    mutationFn: () =>
      testProvider({
        baseUrl: form.baseUrl.trim(),
        ...(provider ? { providerId: provider.id } : {}),
        ...(form.apiKey ? { apiKey: form.apiKey.trim() } : {}),
      }),
  });
  return { save, test };
}

function formOf(provider: Provider | undefined): ProviderForm {
  const { name = '', baseUrl = '', chatModels = [], embeddingModels = [] } = provider ?? {};
  return { name, baseUrl, chatModels, embeddingModels, apiKey: '', removesKey: false };
}

function bodyOf({ name, baseUrl, apiKey, chatModels, embeddingModels }: ProviderForm) {
  const named = (models: string[]) => models.map((model) => model.trim()).filter(Boolean);
  return {
    name: name.trim(),
    baseUrl: baseUrl.trim(),
    apiKey: apiKey.trim(),
    chatModels: named(chatModels),
    embeddingModels: named(embeddingModels),
  };
}
