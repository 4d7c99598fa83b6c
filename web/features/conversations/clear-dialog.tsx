'use client';

import { useMutation } from '@tanstack/react-query';
import type { Conversation } from '#contracts/conversation';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { clearConversation } from '../../lib/api/conversations.ts';
import { toApiError } from '../../lib/api/request.ts';
import { asking as en } from '../../lib/i18n/en/asking.ts';
import { useText, useWords } from '../../lib/i18n/language.ts';
import { asking as zh } from '../../lib/i18n/zh/asking.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { showToast } from '../../lib/toasts.ts';

/** Asks before all messages of a conversation are removed. */
export function ClearDialog({ conversation, onClose }: { conversation: Pick<Conversation, 'id' | 'title'>; onClose: () => void }) {
  const t = useWords({ en, zh }).commands;
  const { chat, errors } = useText();
  const refresh = useRefresh(keys.conversations);
  const clear = useMutation({
    mutationFn: () => clearConversation(conversation.id),
    onSuccess: refresh,
    onError: (error) => showToast({ text: errors[toApiError(error).code] }),
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      title={t.clearTitle(conversation.title || chat.untitled)}
      text={t.clearText}
      action={t.clearAction}
      busy={clear.isPending}
      onConfirm={() => clear.mutate()}
      onClose={onClose}
    />
  );
}
