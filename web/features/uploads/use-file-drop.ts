'use client';

import { type DragEvent, useRef, useState } from 'react';
import { readDrop } from './dropped-files.ts';
import type { UploadFile } from './split-into-requests.ts';

/** Makes an element take dropped files and folders, and tells while something is held over it. */
export function useFileDrop(onFiles: (files: UploadFile[]) => void) {
  // Entering a child leaves the parent: only when all are left is nothing held over.
  const depth = useRef(0);
  const [isOver, setOver] = useState(false);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    isOver,
    dropProps: {
      onDragEnter: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        depth.current += 1;
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        depth.current -= 1;
        if (depth.current === 0) setOver(false);
      },
      onDragOver: (event: DragEvent) => hasFiles(event) && event.preventDefault(),
      onDrop: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        void readDrop(event.dataTransfer).then((files) => files.length > 0 && onFiles(files));
      },
    },
  };
}
