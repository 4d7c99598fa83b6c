'use client';

import type { ComponentProps, ReactNode } from 'react';
import { useText } from '../lib/i18n/language.ts';
import { Button } from './button.tsx';
import { Dialog, DialogActions, DialogBody } from './dialog.tsx';
import { ErrorNotice } from './error-notice.tsx';

type FormDialogProps = Pick<ComponentProps<typeof Dialog>, 'title' | 'description' | 'place' | 'onClose'> & {
  canSubmit: boolean;
  onSubmit: () => void;
  /** What the button does, where that is not to save. */
  action?: string;
  /** How it is left, where that is not to cancel. */
  leave?: string;
  /** Why it could not be done, where no field tells it. */
  error: Error | null | undefined;
  children: ReactNode;
};

/** A dialog with a form: left as it is, or saved, and what goes wrong is told in it. */
export function FormDialog({ canSubmit, onSubmit, action, leave, error, children, ...dialog }: FormDialogProps) {
  const t = useText().common;
  return (
    <Dialog {...dialog}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canSubmit) onSubmit();
        }}
        className="flex min-h-0 flex-col"
      >
        <DialogBody className="space-y-4">
          {children}
          {error && <ErrorNotice error={error} />}
        </DialogBody>
        <DialogActions>
          <Button onClick={dialog.onClose}>{leave ?? t.cancel}</Button>
          <Button look="primary" type="submit" disabled={!canSubmit}>
            {action ?? t.save}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
