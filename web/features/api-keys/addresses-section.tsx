'use client';

import type { Settings } from '#contracts/setting';
import { AddressField } from '../../components/address-field.tsx';
import { CopyLine } from '../../components/copy-line.tsx';
import { Section } from '../../components/section.tsx';
import { SaveSettings } from '../settings/save-settings.tsx';
import { useSettingsForm } from '../settings/use-settings-form.ts';
import { useProgramWords } from './use-program-words.ts';

/** Where programs find this server, to be copied, and the address it tells others. */
export function AddressesSection({ settings }: { settings: Settings }) {
  const t = useProgramWords().addresses;
  const form = useSettingsForm(settings);
  const origin = settings.publicUrl.replace(/\/+$/, '') || window.location.origin;
  return (
    <Section title={t.title} text={t.intro}>
      <CopyLine label={t.openai} text={`${origin}/v1`} />
      <CopyLine label={t.mcp} text={`${origin}/mcp`} />
      {settings.chatchatApi && <CopyLine label={t.chatchat} text={origin} />}
      <a href="/docs" target="_blank" rel="noreferrer" className="inline-block text-sm underline hover:text-muted">
        {t.openDocs}
      </a>
      <AddressField
        label={t.publicUrl}
        hint={t.publicUrlHint}
        placeholder="https://lectern.example.com"
        value={form.value.publicUrl}
        onChange={(written) => form.change({ publicUrl: written.trim() })}
      />
      <SaveSettings form={form} />
    </Section>
  );
}
