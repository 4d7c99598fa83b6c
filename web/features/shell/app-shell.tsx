'use client';

import { Menu as MenuIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { IconButton } from '../../components/button.tsx';
import { Toaster } from '../../components/toaster.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { UploadTray } from '../uploads/upload-tray.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { GlobalShortcuts } from './global-shortcuts.tsx';
import { Sidebar } from './sidebar.tsx';

const SidebarSheet = dynamic(() => import('./sidebar-sheet.tsx').then((module) => module.SidebarSheet), { loading: () => null });

/** What stands around every page: the sidebar (a sheet on narrow screens), work in progress, notices, shortcuts. */
export function AppShell({ children }: { children: ReactNode }) {
  const t = useText();
  const [isMenuOpen, setMenuOpen] = useState(false);
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a href="#content" className="sr-only z-60 rounded bg-surface px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
        {t.common.skipToContent}
      </a>
      <aside className="hidden w-68 shrink-0 border-r border-line bg-sunken md:flex md:flex-col">
        <Sidebar />
        <UploadTray />
      </aside>
      <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line bg-sunken px-2 md:hidden">
        <IconButton label={t.common.menu} onClick={() => setMenuOpen(true)}>
          <MenuIcon size={19} aria-hidden />
        </IconButton>
        <span className="font-serif text-lg">{t.common.product}</span>
      </header>
      <div className="md:hidden">
        <UploadTray startsFolded />
      </div>
      {isMenuOpen && <SidebarSheet onClose={() => setMenuOpen(false)} />}
      <main id="content" tabIndex={-1} className="relative flex min-h-0 min-w-0 flex-1 flex-col outline-none">
        <ConnectionBanner />
        {children}
      </main>
      <Toaster />
      <GlobalShortcuts />
    </div>
  );
}
