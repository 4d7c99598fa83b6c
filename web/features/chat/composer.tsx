'use client';

import { ArrowUp, Square } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { ConversationDetail } from '#contracts/conversation';
import type { ChatModeId } from '#contracts/message';
import { queryMaxChars } from '#contracts/search';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { namedFiles } from '../uploads/dropped-files.ts';
import type { UploadFile } from '../uploads/split-into-requests.ts';
import type { CommandKeys } from './commands/command-menu.tsx';
import { isCommandLine } from './commands/commands.ts';
import type { TurnChoices } from './turn-options.ts';

// Without `loading` it has no boundary of its own: the whole page would wait for it, and the question box lose its focus.
const CommandMenu = dynamic(() => import('./commands/command-menu.tsx').then((module) => module.CommandMenu), { loading: () => null });

type ComposerProps = {
  conversation: ConversationDetail | undefined;
  choices: TurnChoices;
  /** Whether a question can be sent already; it can be written at any time. */
  isReady: boolean;
  isAnswering: boolean;
  lastQuestion: string | undefined;
  /** Rejects when the question could not be taken; its text then comes back. */
  onSend: (text: string) => Promise<void>;
  onStop: () => void;
  onFiles: (files: UploadFile[]) => void;
};

/** Where the question is written: grows with it, Enter sends (never while an input method composes), Escape stops. */
export function Composer({ conversation, choices, isReady, isAnswering, lastQuestion, onSend, onStop, onFiles }: ComposerProps) {
  const {
    chat: { composer: t },
    webSearch,
  } = useText();
  const format = useFormat();
  const [text, setText] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const placeholders: Record<ChatModeId, string> = {
    llm: t.placeholderModel,
    agent: t.placeholderAgent,
    'search-engine': webSearch.placeholder,
    file: t.placeholderFiles,
    'knowledge-base': t.placeholder,
  };
  const menuId = useId();
  const menu = useRef<CommandKeys>(null);
  const [wantsMenu, setWantsMenu] = useState(false);
  const [activeLine, setActiveLine] = useState<string>();
  if (!wantsMenu && isCommandLine(text)) setWantsMenu(true);
  const isTooLong = text.length > queryMaxChars;
  const canSend = isReady && text.trim() !== '' && !isTooLong && !isAnswering;
  useFocusOnDesktop(box, isAnswering);

  const send = () => {
    // A command that is typed before the menu is loaded waits for it.
    const isCommand = isCommandLine(text) && (!menu.current || menu.current.run());
    if (isCommand || !canSend) return;
    setText('');
    onSend(text.trim()).catch(() => setText(text));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Safari ends a composition with a keydown of code 229 that no longer says isComposing.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (isCommandLine(text) && menu.current?.onKey(event)) return event.preventDefault();
    if (event.key === 'Enter' && !event.shiftKey) send();
    else if (event.key === 'Escape' && isAnswering) onStop();
    else if (event.key === 'ArrowUp' && text === '' && lastQuestion) setText(lastQuestion);
    else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    onFiles(namedFiles(event.clipboardData.files));
  };
  return (
    <div className="relative">
      {wantsMenu && (
        <CommandMenu id={menuId} text={text} onText={setText} conversation={conversation} choices={choices} keys={menu} onActive={setActiveLine} />
      )}
      <div className="flex items-end gap-2 rounded-xl border border-line-strong bg-surface p-2 focus-within:border-accent focus-within:ring-1 focus-within:ring-accent">
        <textarea
          ref={box}
          rows={1}
          value={text}
          aria-label={t.label}
          aria-invalid={isTooLong}
          aria-autocomplete="list"
          aria-controls={activeLine ? menuId : undefined}
          aria-activedescendant={activeLine}
          placeholder={placeholders[choices.effective.mode]}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          className="field-sizing-content max-h-52 min-h-9 min-w-0 flex-1 resize-none bg-transparent px-2 py-1.5 text-base outline-none placeholder:text-muted"
        />
        {isAnswering ? (
          <SendButton label={t.stop} onClick={onStop}>
            <Square size={14} fill="currentColor" aria-hidden />
          </SendButton>
        ) : (
          <SendButton label={t.send} onClick={send} disabled={!canSend && !isCommandLine(text)}>
            <ArrowUp size={18} aria-hidden />
          </SendButton>
        )}
      </div>
      <p className={`mt-1.5 px-2 text-xs ${isTooLong ? 'text-danger' : 'hidden text-muted sm:block'}`}>
        {isTooLong ? t.tooLong(format.number(queryMaxChars)) : t.hint}
      </p>
    </div>
  );
}

type SendButtonProps = { label: string; disabled?: boolean; onClick: () => void; children: ReactNode };

function SendButton({ label, disabled = false, onClick, children }: SendButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
      className="flex size-9 shrink-0 items-center justify-center rounded-lg bg-accent text-on-accent disabled:bg-hover disabled:text-muted"
    >
      {children}
    </button>
  );
}

/** At first, and when the button is gone by which an answer was begun. On touch screens focus would raise the keyboard over the page. */
function useFocusOnDesktop(box: RefObject<HTMLTextAreaElement | null>, isAnswering: boolean): void {
  useEffect(() => focusOnDesktop(box.current), [box]);
  useEffect(() => {
    if (isAnswering && document.activeElement === document.body) focusOnDesktop(box.current);
  }, [box, isAnswering]);
}

function focusOnDesktop(box: HTMLTextAreaElement | null): void {
  if (window.matchMedia('(pointer: fine)').matches) box?.focus();
}
