'use client';

import { lazy, type ReactNode, Suspense, useState } from 'react';
import { IconButton } from './button.tsx';

const MenuPanel = lazy(() => import('./menu-panel.tsx').then((module) => ({ default: module.MenuPanel })));

/** An action of a menu. `startsGroup` draws a line above it. */
export type MenuItem = { label: string; icon: ReactNode; danger?: boolean; startsGroup?: boolean; onSelect: () => void };

export type MenuProps = { label: string; icon: ReactNode; items: readonly MenuItem[]; align?: 'start' | 'end'; className?: string };

/** A button that opens a list of actions. What draws the list is loaded when it is first opened. */
export function Menu(props: MenuProps) {
  const [isWanted, setWanted] = useState(false);
  const button = (
    <IconButton label={props.label} size="small" aria-haspopup="menu" className={props.className} onClick={() => setWanted(true)}>
      {props.icon}
    </IconButton>
  );
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <MenuPanel {...props} />
    </Suspense>
  );
}
