'use client';

import { ArrowDown } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ConversationDetail } from '#contracts/conversation';
import { IconButton } from '../../components/button.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { useQueryParameter } from '../../lib/navigation.ts';
import { type LiveTurn } from './live-turns.ts';
import { SpokenAnswer } from './spoken-answer.tsx';
import type { TurnChoices } from './turn-options.ts';
import { TurnView } from './turn-view.tsx';
import type { Turn } from './turns.ts';
import { useFollowEnd } from './use-follow-end.ts';

type ConversationViewProps = { conversation: ConversationDetail; turns: Turn[]; live: LiveTurn | undefined; choices: TurnChoices };

/** The questions and answers, following the end of the text until the reader scrolls away from it. */
export function ConversationView({ conversation, turns, live, choices }: ConversationViewProps) {
  const t = useText();
  const viewport = useRef<HTMLDivElement>(null);
  const { isAtEnd, toEnd } = useFollowEnd(viewport, `${conversation.id}:${turns.length}`);
  const wanted = useQueryParameter('q');
  useEffect(() => {
    if (wanted) document.getElementById(`question-${wanted}`)?.scrollIntoView();
  }, [wanted, conversation.id]);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div ref={viewport} tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto overscroll-contain outline-none">
        <div className="mx-auto w-full max-w-measure space-y-9 px-5 pt-8 pb-10">
          {turns.map((turn) => (
            <TurnView
              key={turn.question.id}
              conversationId={conversation.id}
              turn={turn}
              live={live}
              choices={choices}
            />
          ))}
        </div>
      </div>
      {!isAtEnd && (
        <IconButton
          label={t.common.next}
          onClick={toEnd}
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full border border-line bg-surface shadow-md"
        >
          <ArrowDown size={17} aria-hidden />
        </IconButton>
      )}
      <SpokenAnswer answer={live?.answer} />
    </div>
  );
}
