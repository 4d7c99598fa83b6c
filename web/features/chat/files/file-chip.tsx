'use client';

import { CircleAlert, FileText, LoaderCircle, RefreshCw, X } from 'lucide-react';
import type { Document } from '#contracts/document';
import { IconButton } from '../../../components/button.tsx';
import { classNames } from '../../../lib/class-names.ts';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useFormat, useText, useWords } from '../../../lib/i18n/language.ts';
import { useServerWords } from '../../../lib/i18n/server-text.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import type { UploadFile } from '../../uploads/split-into-requests.ts';
import { FileChooser } from './file-chooser.tsx';
import { isBeingRead } from './use-conversation-files.ts';

type FileChipProps = { document: Document; onReplace: (files: UploadFile[]) => void; onRemove: () => void };

const looks = {
  failed: { icon: CircleAlert, color: 'text-danger' },
  reading: { icon: LoaderCircle, color: 'animate-spin text-accent motion-reduce:animate-none' },
  ready: { icon: FileText, color: 'text-accent' },
} as const;

/** A file of the conversation: how far it is read, another in its place, away with it. */
export function FileChip({ document, onReplace, onRemove }: FileChipProps) {
  const t = useWords({ en, zh }).files;
  const { statuses } = useText().knowledge;
  const format = useFormat();
  const words = useServerWords();
  const { name, status, failure, sizeBytes } = document;
  const isFailed = status === 'failed';
  const { icon: Icon, color } = looks[isFailed ? 'failed' : isBeingRead(document) ? 'reading' : 'ready'];
  return (
    <li
      title={failure ? words(failure.message, failure.hint) : name}
      className="flex h-11 max-w-full items-center gap-2 rounded-lg border border-line bg-surface pr-1 pl-3 text-sm"
    >
      <Icon size={16} aria-hidden className={classNames('shrink-0', color)} />
      <span className="min-w-0">
        <span className="block max-w-48 truncate leading-tight">{name}</span>
        <span className={classNames('block text-xs leading-tight', isFailed ? 'text-danger' : 'text-muted')}>
          {status === 'ready' ? format.bytes(sizeBytes) : statuses[status]}
        </span>
      </span>
      <span className="flex">
        <FileChooser
          label={t.replace(name)}
          className="inline-flex size-7 items-center justify-center rounded text-muted hover:bg-hover hover:text-ink"
          onFiles={onReplace}
        >
          <RefreshCw size={14} aria-hidden />
        </FileChooser>
        <IconButton label={t.remove(name)} size="small" onClick={onRemove}>
          <X size={15} aria-hidden />
        </IconButton>
      </span>
    </li>
  );
}
