'use client';

import type { TurnOptions } from '#contracts/conversation';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { isFiltering } from '../document-filter/filter-parts.ts';
import { Answer } from './answer.tsx';
import { Question } from './branches/question.tsx';
import { showMessage } from './branches/shown-message.ts';
import { ask, attach, dismiss, isAnswering, type LiveTurn } from './live-turns.ts';
import { PendingAnswer } from './pending-answer.tsx';
import type { TurnChoices } from './turn-options.ts';
import type { Turn } from './turns.ts';

type TurnViewProps = {
  conversationId: string;
  turn: Turn;
  /** The turn being followed, of whichever question. */
  live: LiveTurn | undefined;
  choices: TurnChoices;
};

/** A question and the chosen version of its answer. */
export function TurnView({ conversationId, turn, live: followed, choices }: TurnViewProps) {
  const t = useText().chat;
  const { question, answers, answer } = turn;
  const live = question.id === followed?.question.id ? followed : undefined;
  const isWaiting = live !== undefined && !live.answer && !live.error;
  const parentId = question.parentId ?? '';
  const again = (changed: TurnOptions = {}) => {
    const isStored = answers.length > 0 || !live?.error;
    const which = isStored ? { regenerateQuestionId: question.id } : { questionId: question.id, parentId };
    ask(conversationId, { ...choices.request, ...changed, ...which, text: question.text });
  };
  const changeAndAsk = (changed: TurnOptions) => {
    choices.change(changed);
    again(changed);
  };
  return (
    <article id={`question-${question.id}`} className="scroll-mt-4">
      <h2 className="sr-only">{t.answer.question}</h2>
      <Question
        conversationId={conversationId}
        turn={turn}
        translation={answer?.translations?.question}
        canEdit={!isAnswering(followed)}
        onEdited={(text) => ask(conversationId, { ...choices.request, text, parentId })}
      />
      <div className="mt-2">
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
            answer={answer}
            connection={live?.connection ?? 'open'}
            version={{
              current: answers.findIndex(({ id }) => id === answer.id) + 1,
              total: answers.length,
              choose: (number) => showMessage(conversationId, answers[number - 1]!.id),
            }}
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
