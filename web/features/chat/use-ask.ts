'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConversationDetail } from '#contracts/conversation';
import { createConversation } from '../../lib/api/conversations.ts';
import { paths, useNavigate } from '../../lib/navigation.ts';
import { keys } from '../../lib/queries.ts';
import { ask } from './live-turns.ts';
import { forgetOwnOptions, type TurnChoices } from './turn-options.ts';
import type { Turn } from './turns.ts';

/** Asks a question in the conversation, after what is shown last; the conversation is created with the first one. */
export function useAsk(conversation: ConversationDetail | undefined, last: Turn | undefined, choices: TurnChoices) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const options = choices.request;
  const create = useMutation({
    mutationFn: (_text: string) => createConversation({ options }),
    onSuccess: (created, text) => {
      client.setQueryData<ConversationDetail>(keys.conversation(created.id), { ...created, messages: [] });
      forgetOwnOptions();
      ask(created.id, { ...options, text });
      navigate(paths.conversation(created.id), 'replace');
      void client.invalidateQueries({ queryKey: keys.conversations, predicate: ({ queryKey }) => queryKey[1] === 'list' });
    },
  });
  return {
    error: create.error,
    askQuestion: async (text: string): Promise<void> => {
      const parent = last?.answer ? { parentId: last.answer.id } : {};
      if (conversation) ask(conversation.id, { ...options, ...parent, text });
      else await create.mutateAsync(text);
    },
  };
}
