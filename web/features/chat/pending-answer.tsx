'use client';

import type { AssistantMessage, ChatModeId } from '#contracts/message';
import { useFormat, useText } from '../../lib/i18n/language.ts';

/** What is being done before the first word of the answer. */
export function PendingAnswer({ mode, answer }: { mode: ChatModeId; answer: AssistantMessage | undefined }) {
  const {
    chat: { answer: t },
    webSearch,
  } = useText();
  const format = useFormat();
  const count = answer?.sources.length ?? 0;
  const searching = mode === 'search-engine' ? webSearch.searching : t.searching;
  const doing = mode === 'llm' ? t.thinking : count > 0 ? t.reading(format.number(count)) : searching;
  return (
    <p role="status" className="late flex items-center gap-2.5 text-muted">
      <span aria-hidden className="size-2 animate-pulse rounded-full bg-accent" />
      {doing}
    </p>
  );
}
