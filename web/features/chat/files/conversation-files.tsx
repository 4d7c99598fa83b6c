'use client';

import { Plus } from 'lucide-react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Notice } from '../../../components/notice.tsx';
import { classNames } from '../../../lib/class-names.ts';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useFormat, useWords } from '../../../lib/i18n/language.ts';
import { useServerWords } from '../../../lib/i18n/server-text.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import { FileChip } from './file-chip.tsx';
import { FileChooser } from './file-chooser.tsx';
import { isBeingRead, type ConversationFiles as Files } from './use-conversation-files.ts';

/** The files of this conversation alone, above the question: added, replaced and taken away; how far they are read, how long they stay. */
export function ConversationFiles({ files: { files, expiresAt, isExpired, add, remove } }: { files: Files }) {
  const t = useWords({ en, zh }).files;
  const format = useFormat();
  const words = useServerWords();
  return (
    <section aria-label={t.title} className="mb-2">
      {isExpired && <Notice look="warn" title={t.expired} className="mb-2" />}
      <ul className="flex flex-wrap gap-1.5">
        {files.map((document) => (
          <FileChip
            key={document.id}
            document={document}
            onReplace={(chosen) => add.mutate({ files: chosen, instead: document })}
            onRemove={() => remove.mutate([document.id])}
          />
        ))}
        <li className={files.length === 0 ? 'w-full' : undefined}>
          <FileChooser
            multiple
            label={t.add}
            className={classNames(
              'flex h-11 items-center justify-center gap-1.5 rounded-lg border border-dashed px-3 text-sm hover:bg-hover',
              files.length === 0 ? 'w-full border-accent text-accent' : 'border-line-strong text-muted hover:text-ink',
            )}
            onFiles={(chosen) => add.mutate({ files: chosen })}
          >
            <Plus size={16} aria-hidden />
            {add.isPending ? t.sending : files.length === 0 ? t.dropHere : t.add}
          </FileChooser>
        </li>
      </ul>
      {expiresAt && files.length > 0 && (
        <p className="mt-1.5 px-1 text-xs text-muted">
          {files.some(isBeingRead) ? t.stillReading : t.expires(format.dateTime(expiresAt))}
        </p>
      )}
      {files
        .filter(({ failure }) => failure)
        .map(({ id, name, failure }) => (
          <p key={id} className="mt-1.5 px-1 text-xs text-danger">
            {name}: {words(failure?.message, failure?.hint)}
          </p>
        ))}
      {add.data?.rejected.map(({ name, error }) => (
        <Notice key={name} look="warn" title={t.notTaken(name)} className="mt-2">
          {words(error.message, error.hint)}
        </Notice>
      ))}
      {add.isError && <ErrorNotice error={add.error} className="mt-2" />}
      {remove.isError && <ErrorNotice error={remove.error} className="mt-2" />}
    </section>
  );
}
