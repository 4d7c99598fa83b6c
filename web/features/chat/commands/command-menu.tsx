'use client';

import { type KeyboardEvent, type RefObject, useEffect, useImperativeHandle, useState } from 'react';
import type { ConversationDetail } from '#contracts/conversation';
import { classNames } from '../../../lib/class-names.ts';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useText, useWords } from '../../../lib/i18n/language.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import type { TurnChoices } from '../turn-options.ts';
import { type CommandEntry, commandEntries } from './commands.ts';
import { useCommands } from './use-commands.tsx';

/** What the question box asks of the menu; both tell whether they took it. */
export type CommandKeys = { onKey: (event: KeyboardEvent) => boolean; run: () => boolean };

type CommandMenuProps = {
  id: string;
  text: string;
  onText: (text: string) => void;
  conversation: ConversationDetail | undefined;
  choices: TurnChoices;
  keys: RefObject<CommandKeys | null>;
  /** Told the id of the line that Enter would take. */
  onActive: (id: string | undefined) => void;
};

/** The commands that fit what is typed: arrows choose, Tab completes, Enter runs. */
export function CommandMenu({ id, text, onText, conversation, choices, keys, onActive }: CommandMenuProps) {
  const t = useWords({ en, zh }).commands;
  const { modes } = useText().chat;
  const { run, dialogs } = useCommands(conversation, choices);
  const [place, setPlace] = useState(0);
  const [dismissed, setDismissed] = useState<string>();
  const entries = text === dismissed ? [] : commandEntries(text, modes);
  const index = Math.min(place, Math.max(0, entries.length - 1));
  const active = entries[index];
  const activeId = active && `${id}-${active.id}`;
  useEffect(() => onActive(activeId), [activeId, onActive]);

  const take = (entry: CommandEntry | undefined): boolean => {
    if (!entry) return false;
    setPlace(0);
    if (entry.runs) {
      onText('');
      run(entry.runs);
    } else onText(entry.completed);
    return true;
  };
  const onKey = (event: KeyboardEvent): boolean => {
    if (!active) return false;
    if (event.key === 'ArrowDown') setPlace((index + 1) % entries.length);
    else if (event.key === 'ArrowUp') setPlace((index - 1 + entries.length) % entries.length);
    else if (event.key === 'Tab' && !event.shiftKey) onText(active.completed);
    else if (event.key === 'Escape') setDismissed(text);
    else return event.key === 'Enter' && !event.shiftKey && take(active);
    return true;
  };
  useImperativeHandle(keys, () => ({ onKey, run: () => take(active) }));
  const describe = ({ command, mode }: CommandEntry) => (mode ? '' : t[command]);
  return (
    <>
      {entries.length > 0 && (
        <div
          id={id}
          role="listbox"
          aria-label={t.menu}
          className="fade-in absolute inset-x-0 bottom-full z-20 mb-2 overflow-hidden rounded-xl border border-line bg-surface p-1.5 shadow-lg"
        >
          {entries.map((entry) => (
            <div
              key={entry.id}
              id={`${id}-${entry.id}`}
              role="option"
              aria-selected={entry === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(entry)}
              onPointerMove={() => setPlace(entries.indexOf(entry))}
              className={classNames('flex cursor-pointer items-baseline gap-3 rounded-md px-3 py-2 text-sm', entry === active && 'bg-hover')}
            >
              <span className="shrink-0 font-mono text-accent">{entry.typed}</span>
              <span className="min-w-0 flex-1 truncate text-muted">{describe(entry)}</span>
            </div>
          ))}
        </div>
      )}
      {dialogs}
    </>
  );
}
