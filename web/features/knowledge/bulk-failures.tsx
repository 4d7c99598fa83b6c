'use client';

import { X } from 'lucide-react';
import { IconButton } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { useServerText } from '../../lib/i18n/server-text.ts';
import type { BulkFailure } from './bulk-changes.ts';

/** Documents that could not be changed with the others, each with its reason. */
export function BulkFailures({ failures, onClose }: { failures: readonly BulkFailure[]; onClose: () => void }) {
  const t = useText();
  const format = useFormat();
  const told = useServerText();
  if (failures.length === 0) return null;
  return (
    <Notice
      look="danger"
      className="mb-3"
      title={t.knowledge.bulk.failed(format.number(failures.length))}
      action={
        <IconButton label={t.common.close} size="small" onClick={onClose}>
          <X size={14} aria-hidden />
        </IconButton>
      }
    >
      <ul className="mt-1 max-h-40 space-y-1 overflow-y-auto text-xs">
        {failures.map(({ id, name, message }) => (
          <li key={id} className="break-words">
            <span className="text-ink">{name}</span>: {told(message)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
