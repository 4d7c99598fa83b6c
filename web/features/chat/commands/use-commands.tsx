'use client';

import { type ReactNode, useState } from 'react';
import type { Conversation, ConversationDetail } from '#contracts/conversation';
import { ChatModeId } from '#contracts/message';
import { conversationExportPath, createConversation, findConversationByTitle } from '../../../lib/api/conversations.ts';
import { toApiError } from '../../../lib/api/request.ts';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useText, useWords } from '../../../lib/i18n/language.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import { paths, useNavigate } from '../../../lib/navigation.ts';
import { keys, useRefresh } from '../../../lib/queries.ts';
import { showToast } from '../../../lib/toasts.ts';
import { ClearDialog } from '../../conversations/clear-dialog.tsx';
import { useRemoveConversation } from '../../conversations/use-remove-conversation.ts';
import type { TurnChoices } from '../turn-options.ts';
import { CommandHelp } from './command-help.tsx';
import type { Command } from './commands.ts';

/** Carries commands out; `dialogs` are those that they open. */
export function useCommands(here: ConversationDetail | undefined, choices: TurnChoices): { run: (command: Command) => void; dialogs: ReactNode } {
  const t = useWords({ en, zh }).commands;
  const { chat, errors } = useText();
  const refresh = useRefresh(keys.conversations);
  const navigate = useNavigate();
  const remove = useRemoveConversation();
  const [clearing, setClearing] = useState<Conversation>();
  const [isHelping, setHelping] = useState(false);

  const begin = async (title: string) => {
    if (title === '') return navigate(paths.newChat);
    const created = await createConversation({ title, options: choices.request });
    void refresh();
    navigate(paths.conversation(created.id));
  };
  const withTarget = async (title: string, act: (conversation: Conversation) => void) => {
    const target = title === '' ? here : await findConversationByTitle(title);
    if (target) act(target);
    else showToast({ text: title === '' ? t.noConversation : t.notFound(title) });
  };
  const setMode = (mode: ChatModeId) => {
    choices.change({ mode, model: undefined });
    showToast({ text: t.modeNow(chat.modes[mode]) });
  };
  const carryOut = async ({ name, argument }: Command): Promise<void> => {
    switch (name) {
      case 'new':
        return begin(argument);
      case 'clear':
        return withTarget(argument, setClearing);
      case 'delete':
        return withTarget(argument, remove);
      case 'export':
        return withTarget('', ({ id }) => window.open(conversationExportPath(id), '_self'));
      case 'mode':
        return setMode(ChatModeId.parse(argument));
      case 'help':
        return setHelping(true);
      default:
        return name satisfies never;
    }
  };
  return {
    run: (command) => {
      carryOut(command).catch((error: unknown) => showToast({ text: errors[toApiError(error).code] }));
    },
    dialogs: (
      <>
        {clearing && <ClearDialog conversation={clearing} onClose={() => setClearing(undefined)} />}
        {isHelping && <CommandHelp onClose={() => setHelping(false)} />}
      </>
    ),
  };
}
