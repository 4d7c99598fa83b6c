'use client';

import { useState } from 'react';
import type { Provider } from '#contracts/model';
import { ProviderProtocol, type ProviderPreset } from '#contracts/provider-options';
import { AddressField } from '../../components/address-field.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { KeyField } from './key-field.tsx';
import { ModelNamesField } from './model-names-field.tsx';
import { PresetField } from './preset-field.tsx';
import { formOf, isComplete, partOf, type ProviderForm } from './provider-form.ts';
import { ProviderLimits } from './provider-limits.tsx';
import { TestResult } from './test-result.tsx';
import { useConnectionWords } from './use-connection-words.ts';
import { useProviderActions } from './use-provider-actions.ts';

/** Adds or changes a connection. The test asks the endpoint which models it has, to pick from. */
export function ProviderDialog({ provider, onClose }: { provider: Provider | undefined; onClose: () => void }) {
  const t = useConnectionWords();
  const [preset, setPreset] = useState<ProviderPreset>();
  const [form, setForm] = useState(() => formOf(provider));
  const change = (part: Partial<ProviderForm>) => setForm((now) => ({ ...now, ...part }));
  const { save, test } = useProviderActions(provider, form, onClose);
  const isAddress = URL.canParse(form.baseUrl.trim());
  const isValid = isComplete(form);
  const found = test.data?.models ?? [];
  const choose = (chosen: ProviderPreset | undefined) => {
    setPreset(chosen);
    if (chosen) change(partOf(chosen));
  };
  return (
    <FormDialog
      onClose={onClose}
      title={provider ? t.editTitle : t.add}
      canSubmit={isValid && !save.isPending}
      onSubmit={() => save.mutate()}
      error={save.error}
    >
      {!provider && <PresetField value={preset} onChange={choose} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t.name}
          required
          maxLength={60}
          placeholder={t.namePlaceholder}
          value={form.name}
          onChange={(name) => change({ name })}
        />
        <SelectField
          label={t.protocol}
          options={ProviderProtocol.options.map((id) => ({ id, name: t.protocols[id] }))}
          value={form.protocol}
          onChange={(protocol) => change({ protocol })}
        />
      </div>
      <AddressField
        label={t.baseUrl}
        hint={form.baseUrl.includes('<') ? t.ownPart : undefined}
        required
        placeholder="http://127.0.0.1:8080/v1"
        value={form.baseUrl}
        onChange={(baseUrl) => change({ baseUrl })}
      />
      <KeyField
        isStored={provider?.hasApiKey ?? false}
        value={form.apiKey}
        removes={form.removesKey}
        onChange={change}
        link={preset?.keyUrl ? { href: preset.keyUrl, label: t.getKey } : undefined}
      />
      <Button disabled={test.isPending || !isAddress} onClick={() => test.mutate()}>
        {test.isPending ? t.testing : t.test}
      </Button>
      {test.data && <TestResult result={test.data} />}
      {test.isError && <ErrorNotice error={test.error} />}
      <ModelNamesField label={t.chatModels} found={found} value={form.chatModels} onChange={(chatModels) => change({ chatModels })} />
      <ModelNamesField
        label={t.embeddingModels}
        found={found}
        value={form.embeddingModels}
        onChange={(embeddingModels) => change({ embeddingModels })}
      />
      <ProviderLimits form={form} onChange={change} />
    </FormDialog>
  );
}
