'use client';

import { type ReactNode, useRef } from 'react';
import { namedFiles } from '../../uploads/dropped-files.ts';
import type { UploadFile } from '../../uploads/split-into-requests.ts';

type FileChooserProps = { label: string; multiple?: boolean; className: string; onFiles: (files: UploadFile[]) => void; children: ReactNode };

/** A button that lets files be chosen. */
export function FileChooser({ label, multiple = false, className, onFiles, children }: FileChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" aria-label={label} title={label} className={className} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        multiple={multiple}
        hidden
        aria-label={label}
        onChange={(event) => {
          const files = namedFiles(event.target.files ?? []);
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
