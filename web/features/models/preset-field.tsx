'use client';

import { useQuery } from '@tanstack/react-query';
import type { ProviderPreset } from '#contracts/provider-options';
import { SelectField } from '../../components/select-field.tsx';
import { listProviderPresets } from '../../lib/api/providers.ts';
import { keys } from '../../lib/queries.ts';
import { useConnectionWords } from './use-connection-words.ts';

type PresetFieldProps = { value: ProviderPreset | undefined; onChange: (preset: ProviderPreset | undefined) => void };

/** The services whose addresses and limits are known. */
export function PresetField({ value, onChange }: PresetFieldProps) {
  const t = useConnectionWords();
  const presets = useQuery({ queryKey: keys.providerPresets, queryFn: ({ signal }) => listProviderPresets(signal), staleTime: Infinity }).data?.items ?? [];
  return (
    <SelectField
      label={t.vendor}
      hint={t.vendorHint}
      autoFocus
      options={[{ id: '', name: t.otherVendor }, ...presets]}
      value={value?.id ?? ''}
      onChange={(chosen) => onChange(presets.find(({ id }) => id === chosen))}
    />
  );
}
