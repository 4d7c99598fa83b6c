'use client';

import { lazy, type ReactNode, Suspense, useState } from 'react';

const PopoverPanel = lazy(() => import('./popover-panel.tsx').then((module) => ({ default: module.PopoverPanel })));

export type PopoverProps = { label: string; button: ReactNode; className: string; children: ReactNode };

/** A button that opens a small panel beside it. What places the panel is loaded when it is first opened. */
export function Popover(props: PopoverProps) {
  const [isWanted, setWanted] = useState(false);
  const button = (
    <button type="button" aria-label={props.label} aria-haspopup="dialog" className={props.className} onClick={() => setWanted(true)}>
      {props.button}
    </button>
  );
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <PopoverPanel {...props} />
    </Suspense>
  );
}
