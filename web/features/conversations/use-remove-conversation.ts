'use client';

import type { Conversation } from '#contracts/conversation';
import { removeConversation } from '../../lib/api/conversations.ts';
import { useText } from '../../lib/i18n/language.ts';
import { paths, useNavigate, useQueryParameter } from '../../lib/navigation.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { removeWithUndo } from '../../lib/undoable-removal.ts';

/** Deletes a conversation, which can be taken back for a while; the one that is open gives way to a new one. */
export function useRemoveConversation(): (conversation: Pick<Conversation, 'id' | 'title'>) => void {
  const t = useText();
  const refresh = useRefresh(keys.conversations);
  const navigate = useNavigate();
  const open = useQueryParameter('c');
  return ({ id, title }) => {
    const name = title || t.chat.untitled;
    if (open === id) navigate(paths.newChat);
    removeWithUndo({
      ids: [id],
      name,
      notice: t.common.removed(name),
      commit: () => removeConversation(id).then(refresh),
    });
  };
}
