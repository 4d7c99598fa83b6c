'use client';

import { concurrencyLimits } from '#contracts/provider-options';
import { AddressField } from '../../components/address-field.tsx';
import { NumberField } from '../../components/number-input.tsx';
import { TextField } from '../../components/text-field.tsx';
import { ModelFiguresTable } from './model-figures-table.tsx';
import { ParameterNames } from './parameter-names.tsx';
import type { ProviderForm } from './provider-form.ts';
import { useConnectionWords } from './use-connection-words.ts';

type ProviderLimitsProps = { form: ProviderForm; onChange: (part: Partial<ProviderForm>) => void };

/** What rarely needs to be said of a connection, folded away. */
export function ProviderLimits({ form, onChange }: ProviderLimitsProps) {
  const t = useConnectionWords().limits;
  return (
    <details className="rounded-lg border border-line">
      <summary className="cursor-pointer px-4 py-2.5 text-sm font-medium">{t.title}</summary>
      {/* Another preset has other numbers, which the fields begin with. */}
      <div key={form.protocol + form.baseUrl} className="space-y-4 border-t border-line px-4 py-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <NumberField
            label={t.concurrency}
            hint={t.concurrencyHint}
            min={concurrencyLimits.min}
            max={concurrencyLimits.max}
            initial={form.concurrency}
            onChange={(concurrency) => onChange({ concurrency })}
          />
          <NumberField
            label={t.embeddingBatch}
            min={1}
            max={2048}
            placeholder={t.asProtocol}
            initial={form.embeddingBatch}
            onChange={(embeddingBatch) => onChange({ embeddingBatch })}
          />
        </div>
        {form.protocol === 'azure' && (
          <TextField
            label={t.apiVersion}
            hint={t.apiVersionHint}
            maxLength={40}
            value={form.apiVersion}
            onChange={(apiVersion) => onChange({ apiVersion })}
          />
        )}
        <AddressField
          label={t.proxy}
          hint={t.proxyHint}
          placeholder="http://proxy.example.com:3128"
          value={form.proxyUrl}
          onChange={(proxyUrl) => onChange({ proxyUrl })}
        />
        <ModelFiguresTable form={form} onChange={onChange} />
        <ParameterNames value={form.parameters} onChange={(parameters) => onChange({ parameters })} />
      </div>
    </details>
  );
}
