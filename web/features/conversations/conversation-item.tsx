'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Download, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Conversation } from '#contracts/conversation';
import { Menu } from '../../components/menu.tsx';
import { NavLink } from '../../components/nav-link.tsx';
import { conversationExportPath, removeConversation } from '../../lib/api/conversations.ts';
import { classNames } from '../../lib/class-names.ts';
import { useText } from '../../lib/i18n/language.ts';
import { paths, useNavigate, useQueryParameter } from '../../lib/navigation.ts';
import { keys } from '../../lib/queries.ts';
import { removeWithUndo } from '../../lib/undoable-removal.ts';

const RenameDialog = dynamic(() => import('./rename-dialog.tsx').then((module) => module.RenameDialog));

/** One conversation in the list, with its menu. */
export function ConversationItem({ conversation, onNavigate }: { conversation: Conversation; onNavigate?: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const isOpen = useQueryParameter('c') === conversation.id;
  const [isRenaming, setRenaming] = useState(false);
  const title = conversation.title || t.chat.untitled;
  const remove = () => {
    if (isOpen) navigate(paths.newChat);
    removeWithUndo({
      ids: [conversation.id],
      name: title,
      notice: t.common.removed(title),
      commit: () => removeConversation(conversation.id).then(() => client.invalidateQueries({ queryKey: keys.conversations })),
    });
  };
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
          { label: t.common.delete, icon: <Trash2 size={15} aria-hidden />, danger: true, startsGroup: true, onSelect: remove },
        ]}
      />
      {isRenaming && <RenameDialog conversation={conversation} onClose={() => setRenaming(false)} />}
    </li>
  );
}
