'use client';

import { useState } from 'react';
import type { TurnOptions } from '#contracts/conversation';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { isFiltering } from '../document-filter/filter-parts.ts';
import { Answer } from './answer.tsx';
import { ask, attach, dismiss, type LiveTurn } from './live-turns.ts';
import { PendingAnswer } from './pending-answer.tsx';
import type { TurnChoices } from './turn-options.ts';
import type { Turn } from './turns.ts';

type TurnViewProps = { conversationId: string; turn: Turn; live: LiveTurn | undefined; choices: TurnChoices };

/** A question and the chosen version of its answer. */
export function TurnView({ conversationId, turn, live, choices }: TurnViewProps) {
  const t = useText().chat;
  const [chosen, setChosen] = useState<number>();
  const { question, answers } = turn;
  const isWaiting = live !== undefined && !live.answer && !live.error;
  const version = live?.answer ? answers.length - 1 : Math.min(chosen ?? answers.length - 1, answers.length - 1);
  const answer = answers[version];
  const again = (changed: TurnOptions = {}) => {
    setChosen(undefined);
    const { mode, knowledgeBaseIds } = choices.effective;
    const options = { ...choices.options, mode, knowledgeBaseIds, ...changed };
    const isStored = answers.length > 0;
    ask(conversationId, { ...options, text: question.text, ...(isStored ? { regenerateQuestionId: question.id } : {}) });
  };
  const changeAndAsk = (changed: TurnOptions) => {
    choices.change(changed);
    again(changed);
  };
  return (
    <article>
      <h2 className="sr-only">{t.answer.question}</h2>
      <p className="ml-auto w-fit max-w-[85%] rounded-2xl rounded-br-md bg-hover px-4 py-2.5 whitespace-pre-wrap">{question.text}</p>
      <div className="mt-5">
        {live?.error && (
          <ErrorNotice
            error={live.error}
            onRetry={() => {
              dismiss(conversationId);
              again();
            }}
          />
        )}
        {isWaiting && <PendingAnswer mode={choices.effective.mode} answer={undefined} />}
        {answer && !isWaiting && (
          <Answer
            conversationId={conversationId}
            question={question.text}
            answer={answer}
            connection={live?.connection ?? 'open'}
            version={{ current: version + 1, total: answers.length, choose: (number) => setChosen(number - 1) }}
            onAgain={() => again()}
            onReconnect={() => attach(conversationId, answer.turnId, question, answer)}
            onThreshold={(scoreThreshold) => changeAndAsk({ scoreThreshold })}
            onAllDocuments={isFiltering(choices.options.filter) ? () => changeAndAsk({ filter: {} }) : undefined}
          />
        )}
      </div>
    </article>
  );
}
