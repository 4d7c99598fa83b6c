'use client';

import { useMutation } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { useText } from '../lib/i18n/language.ts';
import { IconButton } from './button.tsx';

const ConfirmDialog = dynamic(() => import('./confirm-dialog.tsx').then((module) => module.ConfirmDialog), { loading: () => null });

type RemoveButtonProps = {
  /** The thing's. */
  name: string;
  title: string;
  text: string;
  /** What the button does, where that is not to delete. */
  action?: string;
  icon?: ReactNode;
  remove: () => Promise<unknown>;
  onRemoved: () => unknown;
};

/** Deletes a thing after asking once; what goes wrong is told where it was asked. */
export function RemoveButton({ name, title, text, action, icon, remove, onRemoved }: RemoveButtonProps) {
  const t = useText().common;
  const [isAsking, setAsking] = useState(false);
  const removal = useMutation({
    mutationFn: remove,
    onSuccess: async () => {
      await onRemoved();
      setAsking(false);
    },
  });
  const close = () => {
    removal.reset();
    setAsking(false);
  };
  return (
    <>
      <IconButton label={`${action ?? t.delete}: ${name}`} size="small" onClick={() => setAsking(true)}>
        {icon ?? <Trash2 size={15} aria-hidden />}
      </IconButton>
      {isAsking && (
        <ConfirmDialog
          title={title}
          text={text}
          action={action ?? t.delete}
          busy={removal.isPending}
          error={removal.error}
          onConfirm={() => removal.mutate()}
          onClose={close}
        />
      )}
    </>
  );
}
