'use client';

import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useText } from '../../lib/i18n/language.ts';
import type { useSettingsForm } from './use-settings-form.ts';

/** The end of a form of settings. */
export function SaveSettings({ form: { canSave, save, error } }: { form: ReturnType<typeof useSettingsForm> }) {
  const t = useText().common;
  return (
    <>
      {error && <ErrorNotice error={error} />}
      <Button look="primary" disabled={!canSave} onClick={save}>
        {t.save}
      </Button>
    </>
  );
}
