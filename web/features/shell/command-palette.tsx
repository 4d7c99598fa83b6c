'use client';

import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { classNames } from '../../lib/class-names.ts';
import { listConversations } from '../../lib/api/conversations.ts';
import { findMessages } from '../../lib/api/messages.ts';
import { useText } from '../../lib/i18n/language.ts';
import { paths, useNavigate } from '../../lib/navigation.ts';
import { keys, useKnowledgeBases } from '../../lib/queries.ts';
import { showMessage } from '../chat/branches/shown-message.ts';

type Entry = { href: string; label: string; group: string; onChosen?: () => void };
const shownPerGroup = 8;
const searchFromChars = 2;

/** Finds conversations, knowledge bases and pages by typing. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const t = useText().common;
  const navigate = useNavigate();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const entries = useEntries(query);
  const go = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    entry.onChosen?.();
    navigate(entry.href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setActive((active + 1) % Math.max(1, entries.length));
    else if (event.key === 'ArrowUp') setActive((active - 1 + entries.length) % Math.max(1, entries.length));
    else if (event.key === 'Enter') go(entries[active]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog onClose={onClose} title={t.palette.title} titleHidden>
      <input
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={entries[active] ? `${listId}-${active}` : undefined}
        aria-label={t.palette.placeholder}
        placeholder={t.palette.placeholder}
        value={query}
        onChange={(event) => (setQuery(event.target.value), setActive(0))}
        onKeyDown={onKeyDown}
        className="h-13 w-full border-b border-line bg-transparent px-5 outline-none placeholder:text-muted"
      />
      <div id={listId} role="listbox" aria-label={t.palette.title} className="max-h-[26rem] min-h-24 overflow-y-auto p-2">
        {entries.map((entry, index) => (
          <div key={`${entry.group} ${entry.href} ${index}`}>
            {entry.group !== entries[index - 1]?.group && (
              <div role="presentation" className="px-3 pt-2 pb-1 text-xs font-medium text-muted">
                {entry.group}
              </div>
            )}
            <div
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              onClick={() => go(entry)}
              onPointerMove={() => setActive(index)}
              className={classNames('cursor-pointer truncate rounded-md px-3 py-2 text-sm', index === active && 'bg-hover')}
            >
              {entry.label}
            </div>
          </div>
        ))}
        {entries.length === 0 && <p className="px-3 py-6 text-center text-sm text-muted">{t.palette.nothing}</p>}
      </div>
    </Dialog>
  );
}

function useEntries(query: string): Entry[] {
  const t = useText();
  const wanted = useDeferredValue(query.trim());
  const conversations = useQuery({
    queryKey: keys.conversationList(wanted),
    queryFn: ({ signal }) => listConversations({ query: wanted, pageSize: shownPerGroup }, signal),
    placeholderData: (previous) => previous,
  });
  const messages = useQuery({
    queryKey: keys.messages(wanted),
    queryFn: ({ signal }) => findMessages({ query: wanted, page: 1, pageSize: shownPerGroup }, signal),
    enabled: wanted.length >= searchFromChars,
    placeholderData: (previous) => previous,
  });
  const knowledgeBases = useKnowledgeBases();
  const { palette } = t.common;
  const pages: Entry[] = [
    { href: paths.newChat, label: palette.newChat, group: palette.pages },
    { href: paths.knowledge, label: t.common.knowledge, group: palette.pages },
    { href: paths.settings, label: t.common.settings, group: palette.pages },
  ];
  const bases: Entry[] = (knowledgeBases.data?.items ?? []).map((each) => ({
    href: paths.knowledgeBase(each.id),
    label: each.name,
    group: palette.knowledgeBases,
  }));
  const found: Entry[] = (conversations.data?.items ?? []).map((each) => ({
    href: paths.conversation(each.id),
    label: each.title || t.chat.untitled,
    group: palette.conversations,
  }));
  const said: Entry[] = (wanted.length >= searchFromChars ? (messages.data?.items ?? []) : []).map((each) => ({
    href: paths.question(each.conversationId, each.questionId),
    label: `${each.question} — ${each.answer}`,
    group: palette.messages,
    onChosen: () => showMessage(each.conversationId, each.answerId),
  }));
  const matches = ({ label }: Entry) => label.toLowerCase().includes(wanted.toLowerCase());
  return [...pages.filter(matches), ...bases.filter(matches).slice(0, shownPerGroup), ...found.slice(0, shownPerGroup), ...said];
}
