'use client';

import type { ReactNode } from 'react';
import type { UploadFile } from '../uploads/split-into-requests.ts';
import { useFileDrop } from '../uploads/use-file-drop.ts';

/** The conversation, which takes files dropped anywhere on it. */
export function FileDropArea({ label, onFiles, children }: { label: string; onFiles: (files: UploadFile[]) => void; children: ReactNode }) {
  const { isOver, dropProps } = useFileDrop(onFiles);
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col" {...dropProps}>
      {children}
      {isOver && (
        <div className="pointer-events-none absolute inset-3 z-30 flex items-center justify-center rounded-xl border-2 border-dashed border-accent bg-accent-soft/90 font-medium text-accent">
          {label}
        </div>
      )}
    </div>
  );
}
