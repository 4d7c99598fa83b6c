'use client';

import { useText } from '../lib/i18n/language.ts';
import { Button } from './button.tsx';
import { Dialog, DialogActions, DialogBody } from './dialog.tsx';
import { ErrorNotice } from './error-notice.tsx';

type ConfirmDialogProps = {
  title: string;
  text: string;
  action: string;
  busy?: boolean;
  /** Why it could not be done. */
  error?: Error | null;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks once before what cannot be undone, in plain words that name the thing. */
export function ConfirmDialog({ title, text, action, busy = false, error, onConfirm, onClose }: ConfirmDialogProps) {
  const t = useText();
  return (
    <Dialog onClose={onClose} title={title} description={text}>
      {error && (
        <DialogBody>
          <ErrorNotice error={error} />
        </DialogBody>
      )}
      <DialogActions>
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button look="danger" disabled={busy} onClick={onConfirm}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
