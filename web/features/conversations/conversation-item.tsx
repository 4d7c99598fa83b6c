'use client';

import { Download, Ellipsis, Eraser, Pencil, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Conversation } from '#contracts/conversation';
import { Menu } from '../../components/menu.tsx';
import { NavLink } from '../../components/nav-link.tsx';
import { conversationExportPath } from '../../lib/api/conversations.ts';
import { classNames } from '../../lib/class-names.ts';
import { useText } from '../../lib/i18n/language.ts';
import { paths, useQueryParameter } from '../../lib/navigation.ts';
import { useRemoveConversation } from './use-remove-conversation.ts';

const ClearDialog = dynamic(() => import('./clear-dialog.tsx').then((module) => module.ClearDialog), { loading: () => null });
const RenameDialog = dynamic(() => import('./rename-dialog.tsx').then((module) => module.RenameDialog), { loading: () => null });

/** One conversation in the list, with its menu. */
export function ConversationItem({ conversation, onNavigate }: { conversation: Conversation; onNavigate?: () => void }) {
  const t = useText();
  const remove = useRemoveConversation();
  const isOpen = useQueryParameter('c') === conversation.id;
  const [isRenaming, setRenaming] = useState(false);
  const [isClearing, setClearing] = useState(false);
  const title = conversation.title || t.chat.untitled;
  return (
    <li className={classNames('group flex items-center rounded-md hover:bg-hover', isOpen && 'bg-hover')}>
      <NavLink
        href={paths.conversation(conversation.id)}
        aria-current={isOpen ? 'page' : undefined}
        {...(onNavigate ? { onClick: onNavigate } : {})}
        className={classNames('min-w-0 flex-1 truncate py-1.5 pl-2.5 text-sm', isOpen && 'font-medium')}
      >
        {title}
      </NavLink>
      <Menu
        label={`${t.common.more}: ${title}`}
        icon={<Ellipsis size={16} aria-hidden />}
        className="mr-1 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
        items={[
          { label: t.common.rename, icon: <Pencil size={15} aria-hidden />, onSelect: () => setRenaming(true) },
          {
            label: t.chat.exportMarkdown,
            icon: <Download size={15} aria-hidden />,
            onSelect: () => window.open(conversationExportPath(conversation.id), '_self'),
          },
          { label: t.chat.clear, icon: <Eraser size={15} aria-hidden />, startsGroup: true, onSelect: () => setClearing(true) },
          { label: t.common.delete, icon: <Trash2 size={15} aria-hidden />, danger: true, onSelect: () => remove(conversation) },
        ]}
      />
      {isClearing && <ClearDialog conversation={conversation} onClose={() => setClearing(false)} />}
      {isRenaming && <RenameDialog conversation={conversation} onClose={() => setRenaming(false)} />}
    </li>
  );
}
