'use client';

import { Pencil } from 'lucide-react';
import { useText } from '../lib/i18n/language.ts';
import { IconButton } from './button.tsx';

/** Opens a thing to be changed. */
export function EditButton({ name, onEdit }: { name: string; onEdit: () => void }) {
  return (
    <IconButton label={`${useText().common.edit}: ${name}`} size="small" onClick={onEdit}>
      <Pencil size={15} aria-hidden />
    </IconButton>
  );
}
