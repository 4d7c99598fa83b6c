'use client';

import type { Settings } from '#contracts/setting';
import { CheckField } from '../../components/check-field.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { SaveSettings } from '../settings/save-settings.tsx';
import { useSettingsForm } from '../settings/use-settings-form.ts';
import { SearchEngineField } from './search-engine-field.tsx';

/** Which engine is asked first, and whether the pages found are read. */
export function SearchDefaults({ settings }: { settings: Settings }) {
  const t = useText().webSearch;
  const form = useSettingsForm(settings);
  const { value, change } = form;
  return (
    <>
      <SearchEngineField value={value.defaultSearchEngine} onChange={(defaultSearchEngine) => change({ defaultSearchEngine })} />
      <CheckField
        label={t.readPages}
        hint={t.readPagesHint}
        checked={value.readFoundPages}
        onChange={(readFoundPages) => change({ readFoundPages })}
      />
      <SaveSettings form={form} />
    </>
  );
}
