'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Provider } from '#contracts/model';
import type { Settings } from '#contracts/setting';
import { updateSettings } from '../../lib/api/settings.ts';
import { keys, useSettings } from '../../lib/queries.ts';
import { showToast } from '../../lib/toasts.ts';
import { firstChatModel } from './first-chat-model.ts';
import { useConnectionWords } from './use-connection-words.ts';

/** Whoever connects the first chat model wants to talk to it: it becomes the default, and says so. */
export function useFirstChatModel(before: Provider | undefined): (saved: Provider) => Promise<void> {
  const t = useConnectionWords();
  const client = useQueryClient();
  const settings = useSettings().data;
  return async (saved) => {
    const first = firstChatModel(saved, before, settings);
    const changed = first && (await updateSettings({ defaultChatModel: first.id }).catch(() => undefined));
    if (!changed) return;
    client.setQueryData<Settings>(keys.settings, changed);
    showToast({ text: t.nowDefault(first.name) });
  };
}
