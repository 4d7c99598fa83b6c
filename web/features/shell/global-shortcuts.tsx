'use client';

import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import { paths, useNavigate } from '../../lib/navigation.ts';
import { useStore } from '../../lib/store.ts';
import { closeOverlay, overlay, toggleOverlay } from './overlays.ts';

const CommandPalette = dynamic(() => import('./command-palette.tsx').then((module) => module.CommandPalette), { loading: () => null });
const ShortcutsDialog = dynamic(() => import('./shortcuts-dialog.tsx').then((module) => module.ShortcutsDialog), { loading: () => null });

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Ctrl/Cmd+K finds anything, Ctrl/Cmd+Shift+O begins a chat, `?` lists the shortcuts. */
export function GlobalShortcuts() {
  const navigate = useNavigate();
  const open = useStore(overlay, (name) => name);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      const isCommand = event.ctrlKey || event.metaKey;
      if (isCommand && event.key.toLowerCase() === 'k') toggleOverlay('palette');
      else if (isCommand && event.shiftKey && event.key.toLowerCase() === 'o') navigate(paths.newChat);
      else if (event.key === '?' && !isCommand && !isTyping(event.target)) toggleOverlay('shortcuts');
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [navigate]);
  return (
    <>
      {open === 'palette' && <CommandPalette onClose={closeOverlay} />}
      {open === 'shortcuts' && <ShortcutsDialog onClose={closeOverlay} />}
    </>
  );
}
