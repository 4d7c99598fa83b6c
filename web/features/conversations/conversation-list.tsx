'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import type { Conversation } from '#contracts/conversation';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { listConversations } from '../../lib/api/conversations.ts';
import { type DayGroup, dayGroup } from '../../lib/i18n/format.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys } from '../../lib/queries.ts';
import { useHiddenIds } from '../../lib/undoable-removal.ts';
import { ConversationItem } from './conversation-item.tsx';

const pageSize = 50;

/** The conversations by day, newest first, with a search over their titles and messages. */
export function ConversationList({ onNavigate }: { onNavigate?: () => void }) {
  const t = useText();
  const [typed, setTyped] = useState('');
  const query = useDeferredValue(typed.trim());
  const hidden = useHiddenIds();
  const list = useInfiniteQuery({
    queryKey: keys.conversationList(`all:${query}`),
    queryFn: ({ pageParam, signal }) => listConversations({ query, page: pageParam, pageSize }, signal),
    initialPageParam: 1,
    getNextPageParam: (last, pages) => (pages.length * pageSize < last.total ? pages.length + 1 : undefined),
    placeholderData: (previous) => previous,
  });
  const conversations = (list.data?.pages ?? []).flatMap((page) => page.items).filter(({ id }) => !hidden.has(id));
  return (
    <section aria-label={t.chat.conversations} className="flex min-h-0 flex-1 flex-col border-t border-line">
      <label className="mx-2 mt-2 flex h-9 items-center gap-2 rounded-md px-2.5 text-muted focus-within:bg-surface focus-within:outline-2 focus-within:outline-accent">
        <Search size={15} aria-hidden />
        <span className="sr-only">{t.chat.searchConversations}</span>
        <input
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder={t.chat.searchConversations}
          className="min-w-0 flex-1 bg-transparent text-sm text-ink outline-none placeholder:text-muted"
        />
      </label>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {list.isPending && <Skeleton rows={4} rowClass="mx-2 mt-3 h-6" />}
        {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} className="mt-2" />}
        {list.isSuccess && conversations.length === 0 && (
          <p className="px-2.5 py-3 text-sm text-muted">{query ? t.chat.noConversationFound : t.chat.noConversations}</p>
        )}
        <ConversationsByDay conversations={conversations} {...(onNavigate ? { onNavigate } : {})} />
        {list.hasNextPage && (
          <Button
            look="quiet"
            size="small"
            className="mt-2 w-full"
            disabled={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t.common.showMore}
          </Button>
        )}
      </div>
    </section>
  );
}

function ConversationsByDay({ conversations, onNavigate }: { conversations: Conversation[]; onNavigate?: () => void }) {
  const t = useText();
  const groups = new Map<DayGroup, Conversation[]>();
  for (const conversation of conversations) {
    const day = dayGroup(conversation.updatedAt);
    groups.set(day, [...(groups.get(day) ?? []), conversation]);
  }
  return [...groups].map(([day, inDay]) => (
    <div key={day}>
      <h2 className="px-2.5 pt-4 pb-1 text-xs font-medium text-muted">{t.chat.days[day]}</h2>
      <ul>
        {inDay.map((conversation) => (
          <ConversationItem key={conversation.id} conversation={conversation} {...(onNavigate ? { onNavigate } : {})} />
        ))}
      </ul>
    </div>
  ));
}
