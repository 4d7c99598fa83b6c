'use client';

import { useText } from '../lib/i18n/language.ts';
import { Button } from './button.tsx';
import { DialogActions } from './dialog.tsx';

/** The end of a dialog with a form: leave it as it is, or save. */
export function SaveActions({ disabled, onCancel }: { disabled: boolean; onCancel: () => void }) {
  const t = useText().common;
  return (
    <DialogActions>
      <Button onClick={onCancel}>{t.cancel}</Button>
      <Button look="primary" type="submit" disabled={disabled}>
        {t.save}
      </Button>
    </DialogActions>
  );
}
