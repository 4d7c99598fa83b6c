'use client';

import type { Settings } from '#contracts/setting';
import { AddressField } from '../../components/address-field.tsx';
import { Section } from '../../components/section.tsx';
import { SaveSettings } from '../settings/save-settings.tsx';
import { useSettingsForm } from '../settings/use-settings-form.ts';
import { useConnectionWords } from './use-connection-words.ts';

/** The proxy of all connections that name none. */
export function NetworkSection({ settings }: { settings: Settings }) {
  const t = useConnectionWords().network;
  const form = useSettingsForm(settings);
  return (
    <Section title={t.title} text={t.text}>
      <AddressField
        label={t.proxy}
        hint={t.proxyHint}
        placeholder="http://proxy.example.com:3128"
        value={form.value.proxyUrl}
        onChange={(proxyUrl) => form.change({ proxyUrl })}
      />
      <SaveSettings form={form} />
    </Section>
  );
}
