'use client';

import { FileUp } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { classNames } from '../../lib/class-names.ts';
import { useText } from '../../lib/i18n/language.ts';
import { namedFiles } from '../uploads/dropped-files.ts';
import type { UploadFile } from '../uploads/split-into-requests.ts';
import { useFileDrop } from '../uploads/use-file-drop.ts';

type DropZoneProps = { isLarge: boolean; onFiles: (files: UploadFile[]) => void; more: ReactNode; children: ReactNode };

/** Takes files and folders, dropped anywhere on it or chosen, with buttons for `more` ways. Large, it is the empty state. */
export function DropZone({ isLarge, onFiles, more, children }: DropZoneProps) {
  const t = useText().knowledge.drop;
  const { isOver, dropProps } = useFileDrop(onFiles);
  return (
    <div className="flex min-h-0 flex-1 flex-col" {...dropProps}>
      <div
        className={classNames(
          'flex flex-wrap items-center justify-center gap-x-5 gap-y-3 rounded-xl border-2 border-dashed text-center',
          isOver ? 'border-accent bg-accent-soft' : 'border-line',
          isLarge ? 'min-h-80 flex-col px-6 py-12' : 'mb-4 px-4 py-3 sm:justify-between sm:text-left',
        )}
      >
        <div className={classNames('flex items-center gap-3', isLarge && 'flex-col')}>
          <FileUp size={isLarge ? 30 : 20} aria-hidden className="shrink-0 text-accent" />
          <div>
            <p className={isLarge ? 'text-lg font-semibold' : 'text-sm font-medium'}>{isOver ? t.active : t.title}</p>
            <p className="text-xs text-muted">{t.text}</p>
          </div>
        </div>
        <div className="flex flex-wrap justify-center gap-2">
          <FileButton label={t.chooseFiles} onFiles={onFiles} />
          <FileButton label={t.chooseFolder} folder onFiles={onFiles} />
          {more}
        </div>
      </div>
      {children}
    </div>
  );
}

type FileButtonProps = { label: string; folder?: boolean; onFiles: (files: UploadFile[]) => void };

function FileButton({ label, folder = false, onFiles }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="small" onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        {...(folder ? { webkitdirectory: '' } : {})}
        onChange={(event) => {
          const files = namedFiles(event.target.files ?? []);
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
