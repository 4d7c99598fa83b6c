'use client';

import { lazy, Suspense, useDeferredValue } from 'react';
import type { AssistantMessage } from '#contracts/message';
import { asking as en } from '../../lib/i18n/en/asking.ts';
import { useText, useWords } from '../../lib/i18n/language.ts';
import { useServerText } from '../../lib/i18n/server-text.ts';
import { asking as zh } from '../../lib/i18n/zh/asking.ts';
import { AnswerActions } from './answer-actions.tsx';
import { AnswerOutcome } from './answer-outcome.tsx';
import type { LiveTurn } from './live-turns.ts';
import { AnswerPreface } from './answer-preface.tsx';
import type { Version } from './branches/version-arrows.tsx';
import { PendingAnswer } from './pending-answer.tsx';
import { SourceList } from './source-list.tsx';
import { BothTexts } from './translation/both-texts.tsx';

/** Loaded with the first answer: a page without one does without the Markdown machinery. */
const AnswerText = lazy(() => import('./answer-text.tsx').then((module) => ({ default: module.AnswerText })));

export type AnswerProps = {
  conversationId: string;
  answer: AssistantMessage;
  connection: LiveTurn['connection'];
  version: Version;
  onAgain: () => void;
  onReconnect: () => void;
  onThreshold: (scoreThreshold: number) => void;
  /** Undefined where all documents are searched already. */
  onAllDocuments: (() => void) | undefined;
};

/** An answer with its sources, how it ended, and what can be done with it. */
export function Answer(props: AnswerProps) {
  const t = useText().chat.answer;
  const told = useServerText();
  const words = useWords({ en, zh }).answer;
  const { answer } = props;
  // Typing comes first: the Markdown of a streaming answer is drawn when there is time.
  const text = useDeferredValue(answer.text);
  const isStreaming = answer.status === 'streaming';
  const isOfWeb = answer.mode === 'search-engine';
  const isCalling = answer.toolCalls?.some(({ state }) => state === 'waiting' || state === 'running') ?? false;
  const translation = answer.translations?.answer;
  return (
    <div>
      <h3 className="sr-only">{t.label}</h3>
      <AnswerPreface answer={answer} />
      {isStreaming && !answer.text && !isCalling && <PendingAnswer mode={answer.mode} answer={answer} />}
      {text && answer.status !== 'refused' && (
        <Suspense fallback={<p className="leading-[1.7] whitespace-pre-wrap">{text}</p>}>
          <BothTexts own={translation?.text} models={text} failure={translation?.failure}>
            {(each) => (
              <AnswerText text={each} sources={answer.sources} unsupportedClaims={each === text ? answer.unsupportedClaims : []} />
            )}
          </BothTexts>
        </Suspense>
      )}
      {answer.unsupportedClaims.length > 0 && (
        <p className="mt-3 text-sm text-warn">{t.unsupportedNote(answer.unsupportedClaims.length)}</p>
      )}
      {answer.usage?.isCutShort && <p className="mt-3 text-sm text-warn">{words.cutShort}</p>}
      <AnswerOutcome {...props} />
      {answer.mode !== 'knowledge-base' &&
        answer.trace?.notes?.map((note) => (
          <p key={note} className="mt-3 text-sm break-words text-muted">
            {told(note)}
          </p>
        ))}
      {!isStreaming && (answer.status !== 'refused' || isOfWeb) && answer.sources.length > 0 && (
        <SourceList sources={answer.sources} text={answer.text} />
      )}
      {!isStreaming && <AnswerActions {...props} />}
    </div>
  );
}
