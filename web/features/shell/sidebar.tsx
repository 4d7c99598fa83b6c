'use client';

import { BookOpen, MessageSquarePlus, Search, Settings } from 'lucide-react';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { classNames } from '../../lib/class-names.ts';
import { NavLink } from '../../components/nav-link.tsx';
import { IconButton } from '../../components/button.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { paths } from '../../lib/navigation.ts';
import { ConversationList } from '../conversations/conversation-list.tsx';
import { openPalette } from './overlays.ts';

/** The way to everything: new chat, knowledge, settings, and the conversations. */
export function Sidebar({ onNavigate }: { onNavigate?: () => void }) {
  const t = useText();
  const pathname = usePathname();
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-sunken">
      <div className="flex items-center justify-between pt-3 pr-2 pl-4">
        <span className="font-serif text-xl tracking-tight">{t.common.product}</span>
        <IconButton label={t.common.palette.title} onClick={() => (onNavigate?.(), openPalette())}>
          <Search size={17} aria-hidden />
        </IconButton>
      </div>
      <nav aria-label={t.common.product} className="space-y-0.5 p-2">
        <SidebarLink href={paths.newChat} icon={<MessageSquarePlus size={17} aria-hidden />} onNavigate={onNavigate}>
          {t.chat.newChat}
        </SidebarLink>
        <SidebarLink
          href={paths.knowledge}
          icon={<BookOpen size={17} aria-hidden />}
          active={pathname.startsWith('/knowledge')}
          onNavigate={onNavigate}
        >
          {t.common.knowledge}
        </SidebarLink>
        <SidebarLink
          href={paths.settings}
          icon={<Settings size={17} aria-hidden />}
          active={pathname.startsWith('/settings')}
          onNavigate={onNavigate}
        >
          {t.common.settings}
        </SidebarLink>
      </nav>
      <ConversationList {...(onNavigate ? { onNavigate } : {})} />
    </div>
  );
}

type SidebarLinkProps = { href: string; icon: ReactNode; active?: boolean; onNavigate: (() => void) | undefined; children: ReactNode };

function SidebarLink({ href, icon, active = false, onNavigate, children }: SidebarLinkProps) {
  return (
    <NavLink
      href={href}
      aria-current={active ? 'page' : undefined}
      {...(onNavigate ? { onClick: onNavigate } : {})}
      className={classNames('flex h-9 items-center gap-2.5 rounded-md px-2.5 text-sm hover:bg-hover', active && 'bg-hover font-medium')}
    >
      {icon}
      {children}
    </NavLink>
  );
}
