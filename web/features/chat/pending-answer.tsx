'use client';

import type { AssistantMessage, ChatModeId } from '#contracts/message';
import { asking as en } from '../../lib/i18n/en/asking.ts';
import { useFormat, useText, useWords } from '../../lib/i18n/language.ts';
import { asking as zh } from '../../lib/i18n/zh/asking.ts';

/** What is being done before the first word of the answer. */
export function PendingAnswer({ mode, answer }: { mode: ChatModeId; answer: AssistantMessage | undefined }) {
  const {
    chat: { answer: t },
    webSearch,
  } = useText();
  const words = useWords({ en, zh }).answer;
  const format = useFormat();
  const count = answer?.sources.length ?? 0;
  const searching: Record<ChatModeId, string> = {
    llm: t.thinking,
    agent: words.working,
    'search-engine': webSearch.searching,
    file: t.searching,
    'knowledge-base': t.searching,
  };
  const isReading = count > 0 && mode !== 'agent';
  const doing = answer?.place ? words.place(format.number(answer.place)) : isReading ? t.reading(format.number(count)) : searching[mode];
  return (
    <p role="status" className="late flex items-center gap-2.5 text-muted">
      <span aria-hidden className="size-2 animate-pulse rounded-full bg-accent" />
      {doing}
    </p>
  );
}
