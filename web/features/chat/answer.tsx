'use client';

import { lazy, Suspense, useDeferredValue } from 'react';
import type { AssistantMessage } from '#contracts/message';
import { useText } from '../../lib/i18n/language.ts';
import { AnswerActions } from './answer-actions.tsx';
import { AnswerOutcome } from './answer-outcome.tsx';
import type { LiveTurn } from './live-turns.ts';
import { PendingAnswer } from './pending-answer.tsx';
import { SourceList } from './source-list.tsx';

/** Loaded with the first answer: a page without one does without the Markdown machinery. */
const AnswerText = lazy(() => import('./answer-text.tsx').then((module) => ({ default: module.AnswerText })));

export type AnswerProps = {
  conversationId: string;
  question: string;
  answer: AssistantMessage;
  connection: LiveTurn['connection'];
  version: { current: number; total: number; choose: (version: number) => void };
  onAgain: () => void;
  onReconnect: () => void;
  onThreshold: (scoreThreshold: number) => void;
  /** Undefined where all documents are searched already. */
  onAllDocuments: (() => void) | undefined;
};

/** An answer with its sources, how it ended, and what can be done with it. */
export function Answer(props: AnswerProps) {
  const t = useText().chat.answer;
  const { answer } = props;
  // Typing comes first: the Markdown of a streaming answer is drawn when there is time.
  const text = useDeferredValue(answer.text);
  const isStreaming = answer.status === 'streaming';
  const isOfWeb = answer.mode === 'search-engine';
  return (
    <div>
      <h3 className="sr-only">{t.label}</h3>
      {answer.rewrittenQuestion && (
        <p className="mb-3 text-sm text-muted">
          {t.searchedFor}: <q>{answer.rewrittenQuestion}</q>
        </p>
      )}
      {isStreaming && !answer.text && <PendingAnswer mode={answer.mode} answer={answer} />}
      {text && answer.status !== 'refused' && (
        <Suspense fallback={<p className="leading-[1.7] whitespace-pre-wrap">{text}</p>}>
          <AnswerText text={text} sources={answer.sources} unsupportedClaims={answer.unsupportedClaims} />
        </Suspense>
      )}
      {answer.unsupportedClaims.length > 0 && (
        <p className="mt-3 text-sm text-warn">{t.unsupportedNote(answer.unsupportedClaims.length)}</p>
      )}
      <AnswerOutcome {...props} />
      {isOfWeb &&
        answer.trace?.notes?.map((note) => (
          <p key={note} className="mt-3 text-sm break-words text-muted">
            {note}
          </p>
        ))}
      {!isStreaming && (answer.status !== 'refused' || isOfWeb) && answer.sources.length > 0 && (
        <SourceList sources={answer.sources} text={answer.text} />
      )}
      {!isStreaming && <AnswerActions {...props} />}
    </div>
  );
}
