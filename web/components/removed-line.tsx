'use client';

import { useText } from '../lib/i18n/language.ts';
import { Button } from './button.tsx';

/** Holds the place of what was just deleted, while that can be taken back. */
export function RemovedLine({ text, onUndo }: { text: string; onUndo: () => void }) {
  const t = useText().common;
  return (
    <div className="flex items-center justify-between gap-3 rounded-lg border border-dashed border-line px-3 py-1.5 text-sm text-muted">
      {text}
      <Button size="small" look="quiet" autoFocus onClick={onUndo}>
        {t.undo}
      </Button>
    </div>
  );
}
