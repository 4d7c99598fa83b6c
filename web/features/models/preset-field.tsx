'use client';

import { useQuery } from '@tanstack/react-query';
import type { ProviderPreset } from '#contracts/provider-options';
import { Field, Select } from '../../components/field.tsx';
import { listProviderPresets } from '../../lib/api/providers.ts';
import { keys } from '../../lib/queries.ts';
import { useConnectionWords } from './use-connection-words.ts';

type PresetFieldProps = { value: ProviderPreset | undefined; onChange: (preset: ProviderPreset | undefined) => void };

/** The services whose addresses and limits are known. */
export function PresetField({ value, onChange }: PresetFieldProps) {
  const t = useConnectionWords();
  const presets = useQuery({ queryKey: keys.providerPresets, queryFn: ({ signal }) => listProviderPresets(signal), staleTime: Infinity }).data?.items ?? [];
  return (
    <Field label={t.vendor} hint={t.vendorHint}>
      {(attributes) => (
        <Select
          {...attributes}
          autoFocus
          value={value?.id ?? ''}
          onChange={(event) => onChange(presets.find(({ id }) => id === event.target.value))}
        >
          <option value="">{t.otherVendor}</option>
          {presets.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
