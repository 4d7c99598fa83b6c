'use client';

import type { Settings } from '#contracts/setting';
import { useModels } from '../../lib/queries.ts';
import { ModelField } from '../models/model-field.tsx';
import { SaveSettings } from './save-settings.tsx';
import { useSettingsForm } from './use-settings-form.ts';
import { useTranslatingWords } from './use-translating-words.ts';
import { AddressField } from '../../components/address-field.tsx';

/** A model, or a service. */
export function TranslatorFields({ settings }: { settings: Settings }) {
  const t = useTranslatingWords();
  const form = useSettingsForm(settings);
  const { value, change } = form;
  const models = useModels().data?.items.filter(({ kind, converses }) => kind === 'chat' && converses) ?? [];
  return (
    <>
      <ModelField
        label={t.model}
        hint={t.modelHint}
        none={t.asAnswering}
        models={models}
        value={value.translationModel}
        onChange={(translationModel) => change({ translationModel })}
      />
      <AddressField
        label={t.service}
        hint={t.serviceHint}
        placeholder="http://127.0.0.1:5000"
        value={value.translatorUrl}
        onChange={(written) => change({ translatorUrl: written.trim() })}
      />
      <SaveSettings form={form} />
    </>
  );
}
