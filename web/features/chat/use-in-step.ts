'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ConversationEvent } from '#contracts/conversation-event';
import { followEvents } from '../../lib/event-stream.ts';
import { keys } from '../../lib/queries.ts';
import { isFollowing } from './live-turns.ts';
import { isChangingOptions } from './turn-options.ts';

/**
 * Keeps a conversation in step with what other windows do in it, while this one is seen: browsers keep few connections
 * to one server, and a window that is seen again hears all it missed.
 */
export function useInStep(conversationId: string | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (conversationId === undefined) return;
    let connection: AbortController | undefined;
    const take = (event: ConversationEvent) => {
      const isOfTurn = event.type === 'turn-started' || event.type === 'turn-ended';
      if (isOfTurn && isFollowing(conversationId)) return;
      if (event.type === 'changed' && isChangingOptions(conversationId)) return;
      void client.invalidateQueries({ queryKey: keys.conversation(conversationId) });
      if (event.type !== 'in-step' && event.type !== 'rated') {
        void client.invalidateQueries({ queryKey: keys.conversations, predicate: ({ queryKey }) => queryKey[1] === 'list' });
      }
    };
    const connect = () => {
      connection?.abort();
      if (document.visibilityState !== 'visible') return;
      connection = new AbortController();
      const { signal } = connection;
      followEvents({ path: `/api/conversations/${conversationId}/events`, schema: ConversationEvent, signal, onEvent: take }).catch(() => undefined);
    };
    connect();
    document.addEventListener('visibilitychange', connect);
    return () => {
      document.removeEventListener('visibilitychange', connect);
      connection?.abort();
    };
  }, [client, conversationId]);
}
