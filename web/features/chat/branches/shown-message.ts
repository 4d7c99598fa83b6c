import type { ConversationDetail } from '#contracts/conversation';
import { updateConversation } from '../../../lib/api/conversations.ts';
import { currentText } from '../../../lib/i18n/language.ts';
import { queryClient } from '../../../lib/query-client.ts';
import { keys } from '../../../lib/queries.ts';
import { showToast } from '../../../lib/toasts.ts';

/** Shows the branch that leads through this message, here and wherever the conversation is open. */
export function showMessage(conversationId: string, messageId: string): void {
  remember(conversationId, messageId);
  updateConversation(conversationId, { shownMessageId: messageId }).catch(() => showToast({ text: currentText().errors.unreachable }));
}

/** Lets the newest message decide; the server does so by itself when something is asked. */
export function showNewest(conversationId: string): void {
  remember(conversationId, undefined);
}

function remember(conversationId: string, shownMessageId: string | undefined): void {
  queryClient.setQueryData<ConversationDetail>(keys.conversation(conversationId), (known) => known && { ...known, shownMessageId });
}
